package chat.parley.node;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The row that says which installation a database belongs to. */
@Repository
class Installation {

    private static final int FINGERPRINT_BYTES = 12;

    private final DatabaseClient database;
    private final SecureRandom random;

    Installation(DatabaseClient database, SecureRandom random) {
        this.database = database;
        this.random = random;
    }

    /** The same for all nodes on one database and different for any other; made by whoever asks first. */
    Mono<String> fingerprint() {
        return read().switchIfEmpty(Mono.defer(this::make).then(read()));
    }

    private Mono<String> read() {
        return database.sql("select fingerprint from installation where id = 1 and fingerprint is not null")
                .map(row -> Objects.requireNonNull(row.get("fingerprint", String.class)))
                .one();
    }

    private Mono<Void> make() {
        byte[] bytes = new byte[FINGERPRINT_BYTES];
        random.nextBytes(bytes);
        return database.sql("update installation set fingerprint = :new where id = 1 and fingerprint is null")
                .bind("new", HexFormat.of().formatHex(bytes))
                .then();
    }
}
