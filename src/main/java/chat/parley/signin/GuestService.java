package chat.parley.signin;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.account.Usernames;
import chat.parley.audit.Action;
import chat.parley.audit.Audit;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.session.BrowserInfo;
import chat.parley.session.GuestSessions;
import chat.parley.session.NewSession;
import chat.parley.session.SessionService;
import chat.parley.settings.ServerSettings;
import chat.parley.settings.Settings;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Admits guests, who enter with a name only, if the settings allow it.
 *
 * <p>A guest's name must be free and is never reused: the guest's messages remain in the rooms under that name, and a
 * new owner would appear to have written them. A guest who has lost the session cannot return under the same name.
 */
@Service
class GuestService {

    private final Settings settings;
    private final Audit audit;
    private final Usernames usernames;
    private final Accounts accounts;
    private final SessionService sessions;
    private final GuestSessions guests;
    private final RateLimits limits;

    GuestService(
            Settings settings,
            Audit audit,
            Usernames usernames,
            Accounts accounts,
            SessionService sessions,
            GuestSessions guests,
            RateLimits limits) {
        this.settings = settings;
        this.audit = audit;
        this.usernames = usernames;
        this.accounts = accounts;
        this.sessions = sessions;
        this.guests = guests;
        this.limits = limits;
    }

    /** Creates a guest's account and starts a session. */
    Mono<NewSession> enter(String name, BrowserInfo client) {
        String username = usernames.normalize(name);
        return settings.current()
                .doOnNext(current -> refuse(current, username, client))
                .then(Mono.defer(() -> accounts.refuseTaken(username)))
                .then(Mono.defer(() -> accounts.create(username, Account.Kind.GUEST, null)))
                .delayUntil(account -> audit.add(
                        account.username(),
                        Action.GUEST_ENTERED,
                        null,
                        null,
                        client.address().text()))
                .flatMap(account -> sessions.start(account, client))
                .delayUntil(newSession -> settings.current().flatMap(this::refuseIfDisabled));
    }

    /**
     * Guest access may have been turned off since the first check, and ending the guests' sessions may have missed this
     * one.
     */
    private Mono<Void> refuseIfDisabled(ServerSettings current) {
        return current.guests()
                ? Mono.empty()
                : guests.endUnlessAllowed().then(Mono.error(GuestService::guestsDisabled));
    }

    private static Refusal guestsDisabled() {
        return Refusal.of(Refusal.Code.FORBIDDEN, "Guest access is off. Sign up instead.");
    }

    private void refuse(ServerSettings current, String username, BrowserInfo client) {
        if (!current.guests()) {
            throw guestsDisabled();
        }
        usernames.refuseBroken(username);
        if (usernames.isOfficial(username)) {
            throw Refusal.field("username", "reserved", "This name is reserved for administrators.");
        }
        limits.take(Rate.ENTER_AS_GUEST, client.address());
    }
}
