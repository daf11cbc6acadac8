package chat.parley.node;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reads the identity of the installation from its row in the database. */
@Repository
class Installation {

    private static final int FINGERPRINT_BYTES = 12;
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration NO_EXPIRY = Duration.ofMillis(Long.MAX_VALUE);

    private final DatabaseClient database;
    private final SecureRandom random;
    private final Mono<String> fingerprint;

    Installation(DatabaseClient database, SecureRandom random) {
        this.database = database;
        this.random = random;
        fingerprint = read().switchIfEmpty(Mono.defer(this::create).then(read()))
                .timeout(READ_TIMEOUT)
                .cache(known -> NO_EXPIRY, failure -> Duration.ZERO, () -> Duration.ZERO);
    }

    /**
     * Returns the fingerprint that all nodes of one database share and that differs for any other database. The first
     * caller creates it. The value is cached; later subscribers receive it immediately, on their own thread.
     */
    Mono<String> fingerprint() {
        return fingerprint;
    }

    private Mono<String> read() {
        return database.sql("select fingerprint from installation where id = 1 and fingerprint is not null")
                .map(row -> Objects.requireNonNull(row.get("fingerprint", String.class)))
                .one();
    }

    private Mono<Void> create() {
        byte[] bytes = new byte[FINGERPRINT_BYTES];
        random.nextBytes(bytes);
        return database.sql("update installation set fingerprint = :new where id = 1 and fingerprint is null")
                .bind("new", HexFormat.of().formatHex(bytes))
                .then();
    }
}
