package chat.parley.account;

import chat.parley.http.Refusal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A log-in: one browser that has shown who it is, until it logs out, is revoked or stays away too long; or a program with
 * a token.
 *
 * @param id the SHA-256 of the cookie's token in hexadecimal; the token itself is nowhere but in the browser
 * @param expiresAt when it ends if it is not used before; use moves it on
 * @param scopes what it may do with its token; null for a person, who may do everything
 */
public record Session(
        String id,
        Account account,
        Instant expiresAt,
        @Nullable Set<Scope> scopes) {

    Session(String id, Account account, Instant expiresAt) {
        this(id, account, expiresAt, null);
    }

    /** Whether it is a program's, by a token that no browser sends by itself. */
    public boolean byToken() {
        return scopes != null;
    }

    /** @throws Refusal {@code insufficient_scope} */
    public void mustAllow(Scope scope) {
        if (scopes != null && !scopes.contains(scope)) {
            throw Refusal.of(Refusal.Code.INSUFFICIENT_SCOPE, "This token lacks the scope " + scope.wire() + ".");
        }
    }
}
