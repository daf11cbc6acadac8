package chat.parley.account;

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
 * Recognizes browsers in which an account has logged in before, by a signed cookie, so that strangers who try passwords
 * cannot use up the attempts of its owner (OWASP calls these device cookies). It proves no identity: all it gives is a
 * budget of its own for attempts. It outlives log-out and a change of the password.
 */
@Component
class Devices {

    private static final String NAME = "parley_device";
    /** The longest that browsers keep a cookie. */
    private static final Duration MAX_AGE = Duration.ofDays(400);

    private static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);
    private static final String ALGORITHM = "HmacSHA256";
    private static final int NONCE_BYTES = 16;
    private static final int SECRET_BYTES = 32;
    /** A nonce, a dot and a signature are 66 characters. */
    private static final int MAX_VALUE = 80;

    private final DatabaseClient database;
    private final SecureRandom random;
    private final Mono<String> secret;

    Devices(DatabaseClient database, SecureRandom random) {
        this.database = database;
        this.random = random;
        secret = readSecret()
                .switchIfEmpty(Mono.defer(this::makeSecret).then(readSecret()))
                .cache(known -> FOREVER, failure -> Duration.ZERO, () -> Duration.ZERO);
    }

    /** What the browser shows; null for nothing. */
    static @Nullable String shown(ServerHttpRequest request) {
        HttpCookie cookie = request.getCookies().getFirst(NAME);
        return cookie == null || cookie.getValue().length() > MAX_VALUE ? null : cookie.getValue();
    }

    /** The browser's nonce, if the account of this name's key has logged in with it; empty for a stranger. */
    Mono<String> known(String usernameKey, @Nullable String shown) {
        int dot = shown == null ? -1 : shown.indexOf('.');
        if (shown == null || dot < 0) {
            return Mono.empty();
        }
        String nonce = shown.substring(0, dot);
        return secret.map(key -> signed(key, usernameKey, nonce))
                .filter(expected -> MessageDigest.isEqual(bytes(expected), bytes(shown)))
                .map(expected -> nonce);
    }

    /** For a browser in which the account has just logged in. */
    Mono<ResponseCookie> cookie(String usernameKey, ServerHttpRequest request) {
        return secret.map(key -> ResponseCookie.from(NAME, signed(key, usernameKey, Secret.random(random, NONCE_BYTES)))
                .httpOnly(true)
                .sameSite("Lax")
                .secure(Https.isUsed(request))
                .path(request.getPath().contextPath().value() + "/")
                .maxAge(MAX_AGE)
                .build());
    }

    private static String signed(String secret, String usernameKey, String nonce) {
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

    /** The first node makes it; what others make meanwhile is not stored. */
    private Mono<Void> makeSecret() {
        return database.sql("update installation set secret = :new where id = 1 and secret is null")
                .bind("new", Secret.random(random, SECRET_BYTES))
                .then();
    }
}
