package chat.parley.session;

import chat.parley.account.Account;
import chat.parley.http.Refusal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session of a browser that has logged in, until it logs out, is revoked or expires; or of a program with an API
 * token.
 *
 * @param id the SHA-256 of the cookie's token in hexadecimal; only the browser has the token itself
 * @param expiresAt when it expires if it is not used before; use extends it
 * @param scopes what the API token permits; null for a browser, which may do everything
 */
public record Session(
        String id,
        Account account,
        Instant expiresAt,
        @Nullable Set<Scope> scopes) {

    Session(String id, Account account, Instant expiresAt) {
        this(id, account, expiresAt, null);
    }

    /** Whether the session is that of a program with an API token, which no browser sends by itself. */
    public boolean byToken() {
        return scopes != null;
    }

    /** Returns whether the session belongs to a browser, or its API token has the scope. */
    public boolean allows(Scope scope) {
        return scopes == null || scope.isIn(scopes);
    }

    /** @throws Refusal {@code insufficient_scope} if the API token lacks the scope */
    public void mustAllow(Scope scope) {
        if (!allows(scope)) {
            throw Refusal.of(Refusal.Code.INSUFFICIENT_SCOPE, "This token needs the scope " + scope.wire() + ".");
        }
    }
}
