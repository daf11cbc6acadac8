package chat.parley.account;

import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
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

    private final GuestProperties guests;
    private final Usernames usernames;
    private final Accounts accounts;
    private final SessionService sessions;
    private final RateLimits limits;

    GuestService(
            GuestProperties guests,
            Usernames usernames,
            Accounts accounts,
            SessionService sessions,
            RateLimits limits) {
        this.guests = guests;
        this.usernames = usernames;
        this.accounts = accounts;
        this.sessions = sessions;
        this.limits = limits;
    }

    boolean areAllowed() {
        return guests.enabled();
    }

    /** Makes a guest's account and signs it in. */
    Mono<SignedIn> enter(String name, Client client) {
        String username = usernames.normalized(name);
        return Mono.fromRunnable(() -> refuse(username, client))
                .then(Mono.defer(() -> accounts.create(username, Account.Kind.GUEST, null)))
                .flatMap(account -> sessions.begin(account, client));
    }

    private void refuse(String username, Client client) {
        if (!guests.enabled()) {
            throw Refusal.of(Refusal.Code.FORBIDDEN, "Guests are not let in here. Sign up instead.");
        }
        limits.take(Rate.ENTER_AS_GUEST, client.address().key());
        usernames.refuseBroken(username);
    }
}
