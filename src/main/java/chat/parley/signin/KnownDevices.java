package chat.parley.signin;

import chat.parley.account.Secret;
import chat.parley.http.Https;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Recognizes browsers in which an account has logged in before by a signed cookie (a device cookie, as described by
 * OWASP), so that password guessing by others cannot exhaust the owner's attempts. The cookie does not authenticate; it
 * only grants a separate budget of attempts. It survives log-out and changes of the password.
 */
@Component
class KnownDevices {

    private static final String NAME = "parley_device";
    /** The maximum age that browsers accept. */
    private static final Duration MAX_AGE = Duration.ofDays(400);

    private static final Duration NO_EXPIRY = Duration.ofMillis(Long.MAX_VALUE);
    private static final String ALGORITHM = "HmacSHA256";
    private static final int NONCE_BYTES = 16;
    private static final int SECRET_BYTES = 32;
    /** A nonce, a dot and a signature have 66 characters. */
    private static final int MAX_VALUE = 80;

    private final DatabaseClient database;
    private final SecureRandom random;
    private final Mono<String> secret;

    KnownDevices(DatabaseClient database, SecureRandom random) {
        this.database = database;
        this.random = random;
        secret = readSecret()
                .switchIfEmpty(Mono.defer(this::createSecret).then(readSecret()))
                .cache(known -> NO_EXPIRY, failure -> Duration.ZERO, () -> Duration.ZERO);
    }

    /** Returns the cookie's value; null if there is none or it is too long. */
    static @Nullable String cookieValue(ServerHttpRequest request) {
        HttpCookie cookie = request.getCookies().getFirst(NAME);
        return cookie == null || cookie.getValue().length() > MAX_VALUE ? null : cookie.getValue();
    }

    /** Returns the nonce of the browser if the account with this key has logged in with it; otherwise empty. */
    Mono<String> known(String usernameKey, @Nullable String cookieValue) {
        int dot = cookieValue == null ? -1 : cookieValue.indexOf('.');
        if (cookieValue == null || dot < 0) {
            return Mono.empty();
        }
        String nonce = cookieValue.substring(0, dot);
        return secret.map(key -> sign(key, usernameKey, nonce))
                .filter(expected -> MessageDigest.isEqual(bytes(expected), bytes(cookieValue)))
                .map(expected -> nonce);
    }

    /** Returns the cookie for a browser in which the account has just logged in. */
    Mono<ResponseCookie> cookie(String usernameKey, ServerHttpRequest request) {
        return secret.map(key -> ResponseCookie.from(NAME, sign(key, usernameKey, Secret.random(random, NONCE_BYTES)))
                .httpOnly(true)
                .sameSite("Lax")
                .secure(Https.isUsed(request))
                .path(request.getPath().contextPath().value() + "/")
                .maxAge(MAX_AGE)
                .build());
    }

    private static String sign(String secret, String usernameKey, String nonce) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes(secret), ALGORITHM));
            byte[] signature = mac.doFinal(bytes("device\n" + nonce + "\n" + usernameKey));
            return nonce + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Mono<String> readSecret() {
        return database.sql("select secret from installation where id = 1 and secret is not null")
                .map(row -> Objects.requireNonNull(row.get("secret", String.class)))
                .one();
    }

    /** Stores a secret unless another node has stored one meanwhile. */
    private Mono<Void> createSecret() {
        return database.sql("update installation set secret = :new where id = 1 and secret is null")
                .bind("new", Secret.random(random, SECRET_BYTES))
                .then();
    }
}
