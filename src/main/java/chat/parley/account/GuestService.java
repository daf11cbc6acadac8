package chat.parley.account;

import chat.parley.audit.Action;
import chat.parley.audit.Audit;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.settings.ServerSettings;
import chat.parley.settings.Settings;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Guests, who come with a name only, where that is allowed.
 *
 * <p>A guest's name must be free, and never is again: what the guest said stays in the rooms under that name, and a name
 * that changed hands would put words in another's mouth. A guest who has lost the session cannot come back as the same;
 * the next one needs another name.
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

    /** Makes a guest's account and signs it in. */
    Mono<SignedIn> enter(String name, Client client) {
        String username = usernames.normalized(name);
        return settings.current()
                .doOnNext(now -> refuse(now, username, client))
                .then(Mono.defer(() -> accounts.refuseTaken(username)))
                .then(Mono.defer(() -> accounts.create(username, Account.Kind.GUEST, null)))
                .delayUntil(account -> audit.add(
                        account.username(),
                        Action.GUEST_ENTERED,
                        null,
                        null,
                        client.address().text()))
                .flatMap(account -> sessions.begin(account, client))
                .delayUntil(signedIn -> settings.current().flatMap(this::refuseIfOffNow));
    }

    /** Guests may have been switched off since the first check; then this session may have been missed by the others' end. */
    private Mono<Void> refuseIfOffNow(ServerSettings now) {
        return now.guests() ? Mono.empty() : guests.endUnlessAllowed().then(Mono.error(GuestService::off));
    }

    private static Refusal off() {
        return Refusal.of(Refusal.Code.FORBIDDEN, "Guests are not allowed here. Sign up instead.");
    }

    private void refuse(ServerSettings now, String username, Client client) {
        if (!now.guests()) {
            throw off();
        }
        limits.take(Rate.ENTER_AS_GUEST, client.address());
        usernames.refuseBroken(username);
        if (usernames.isOfficial(username)) {
            throw Refusal.field("username", "reserved", "This name is kept for administrators.");
        }
    }
}
