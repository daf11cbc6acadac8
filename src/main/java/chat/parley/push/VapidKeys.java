package chat.parley.push;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * The keys by which push services recognize this installation (RFC 8292). The first node that needs them creates them;
 * all nodes on one database share them. Subscriptions are bound to them, so they never change.
 */
@Repository
class VapidKeys {

    private static final Duration NO_EXPIRY = Duration.ofMillis(Long.MAX_VALUE);

    private final DatabaseClient database;
    private final SecureRandom random;
    private final Mono<Pair> pair;

    VapidKeys(DatabaseClient database, SecureRandom random) {
        this.database = database;
        this.random = random;
        pair = read().switchIfEmpty(Mono.defer(this::create).then(read()))
                .cache(known -> NO_EXPIRY, failure -> Duration.ZERO, () -> Duration.ZERO);
    }

    /** @param publicKey the public key as browsers take it: an uncompressed point in base64url */
    record Pair(String publicKey, PrivateKey privateKey) {}

    Mono<Pair> pair() {
        return pair;
    }

    private Mono<Pair> read() {
        return database.sql("select push_public_key, push_private_key from installation"
                        + " where id = 1 and push_private_key is not null")
                .map(row -> new Pair(
                        Objects.requireNonNull(row.get("push_public_key", String.class)),
                        P256.decodePrivate(Base64.getDecoder()
                                .decode(Objects.requireNonNull(row.get("push_private_key", String.class))))))
                .one();
    }

    /** Stores a pair unless another node has stored one meanwhile. */
    private Mono<Void> create() {
        KeyPair created = P256.random(random);
        return database.sql("update installation set push_public_key = :public, push_private_key = :private"
                        + " where id = 1 and push_private_key is null")
                .bind("public", Base64Url.encode(P256.encode((ECPublicKey) created.getPublic())))
                .bind(
                        "private",
                        Base64.getEncoder().encodeToString(created.getPrivate().getEncoded()))
                .then();
    }
}
