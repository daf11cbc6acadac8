package chat.parley.account;

import reactor.core.publisher.Mono;

/** Knows which invites let somebody make an account. */
public interface Invitations {

    /** Uses the invite for a new account; refuses with {@code invite_invalid} what does not let anybody make one. */
    Mono<Void> admit(String token);
}
