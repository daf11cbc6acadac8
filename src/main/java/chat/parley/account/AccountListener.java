package chat.parley.account;

import reactor.core.publisher.Mono;

/** Told of every new account, so that other parts can prepare for it. */
public interface AccountListener {

    /**
     * Called when the account is stored and committed, before the sign-up is answered. Called again at each log-in:
     * so must be idempotent, and what a crash or an outage left undone after the first call is done then.
     *
     * @return completes when the listener is ready for the account; a failure fails the sign-up or log-in
     */
    Mono<Void> created(Account account);

    /**
     * Called when the account has got another display name, after that is committed. What a crash leaves undone is made
     * up for at the next log-in, by {@link #created}.
     */
    default Mono<Void> renamed(Account account) {
        return Mono.empty();
    }
}
