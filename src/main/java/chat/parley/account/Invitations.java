package chat.parley.account;

import reactor.core.publisher.Mono;

/** Knows which invites let somebody make an account. */
public interface Invitations {

    /**
     * Uses the invite once and makes the account, both or neither. The account may join the invite's room later by the
     * same use. Refuses with {@code invite_invalid} what does not let anybody make an account.
     */
    Mono<Account> admit(String token, Mono<Account> creation);
}
