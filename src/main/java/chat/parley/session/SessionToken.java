package chat.parley.session;

import chat.parley.account.Secret;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/** The secret in the session cookie: 256 random bits. It is never stored or logged; the database holds its hash. */
final class SessionToken {

    private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9_-]{43}");

    private static final int BYTES = 32;

    private final String value;

    private SessionToken(String value) {
        this.value = value;
    }

    static SessionToken random(SecureRandom random) {
        return new SessionToken(Secret.random(random, BYTES));
    }

    static Optional<SessionToken> of(String cookie) {
        return FORMAT.matcher(cookie).matches() ? Optional.of(new SessionToken(cookie)) : Optional.empty();
    }

    String value() {
        return value;
    }

    String hash() {
        return Secret.hash(value);
    }

    @Override
    public String toString() {
        return "a session token";
    }
}
