package chat.parley.account;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Serializes the transactions of all nodes that give an account a name, because the keys of names that look alike in
 * different alphabets differ, and no constraint of the database compares them.
 */
@Repository
class NameLock {

    private static final String LOCK = "select id from installation where id = 1 for update";

    private final DatabaseClient database;

    NameLock(DatabaseClient database) {
        this.database = database;
    }

    /** Holds the lock until the caller's transaction ends. Later reads see all names that were given before. */
    Mono<Void> acquire() {
        return database.sql(LOCK).fetch().one().then();
    }
}
