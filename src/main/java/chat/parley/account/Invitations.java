package chat.parley.account;

import reactor.core.publisher.Mono;

/** Redeems the invites that allow creating an account. */
public interface Invitations {

    /**
     * Redeems the invite and creates the account in one transaction. The account may later join the invite's room
     * without a second use. Refused with {@code invite_invalid} if the invite does not allow creating an account.
     */
    Mono<Account> admit(String token, Mono<Account> creation);
}
