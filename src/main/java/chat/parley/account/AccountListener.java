package chat.parley.account;

import reactor.core.publisher.Mono;

/** Listens for new accounts and changed profiles, so that other features can update their own rows. */
public interface AccountListener {

    /**
     * Called after the account is committed and before the sign-up is answered, and again at each log-in.
     * Implementations must be idempotent: the call at the next log-in completes what a crash or an outage interrupted.
     *
     * @return completes when the listener is ready for the account; an error fails the sign-up or log-in
     */
    Mono<Void> created(Account account);

    /**
     * Called after a new display name or picture is committed, and after the account was disabled or enabled; again when
     * a client repeats the change. If a crash prevents the call, {@link #created} makes up for it at the next log-in.
     *
     * @return an error fails the request, although the profile is stored
     */
    default Mono<Void> profileChanged(Account account) {
        return Mono.empty();
    }
}
