package chat.parley.account;

import chat.parley.http.Refusal;
import chat.parley.text.Folding;
import chat.parley.text.LookAlikes;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stores display names and rejects misleading ones. Two accounts may have the same display name, and pages then show
 * the usernames, too. A name that only looks like another account's display name or username is rejected.
 */
@Repository
class AccountNames {

    private static final int BATCH_SIZE = 200;
    private static final Duration PAUSE = Duration.ofMillis(10);

    private static final String LOOK_ALIKES = """
            select a.display_name, case when a.username_key = any(:keys) then true else false end as by_username
            from account a
            where a.id <> :id and a.display_name <> :name and (a.display_key = any(:keys) or a.username_key = any(:keys))
                or a.id <> :id and a.username_key = any(:keys)
            order by a.id limit 20""";

    private static final String UNKEYED = """
            select a.id, a.username, a.display_name from account a
            where a.id > :after and (a.keyed_name is null or a.keyed_name <> a.display_name)
            order by a.id limit\s""" + BATCH_SIZE;

    private static final String STORE = """
            update account set display_name = :name, display_key = :look, search_name = :search, keyed_name = :name
            where id = :id""";

    /** Leaves a row alone whose name has changed since it was read. */
    private static final String STORE_KEYS = STORE + " and display_name = :name";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final NameLock lock;

    AccountNames(DatabaseClient database, TransactionalOperator transaction, NameLock lock) {
        this.database = database;
        this.transaction = transaction;
        this.lock = lock;
    }

    /**
     * Stores a new display name. Rejects one that is reserved for the installation or that looks like another account's
     * name, also while a concurrent request gives it that name.
     */
    Mono<Void> rename(Account account, String displayName, boolean byAdministrator) {
        return lock.acquire()
                .then(Mono.defer(() -> refuseMisleading(account, displayName, byAdministrator)))
                .then(Mono.defer(() -> store(STORE, account.id(), account.username(), displayName)))
                .as(transaction::transactional);
    }

    /** Rejects the names that {@link #rename} rejects, as far as other accounts' current names decide. */
    Mono<Void> refuseMisleading(Account account, String displayName, boolean byAdministrator) {
        if (LookAlikes.isOfficial(displayName) && !byAdministrator) {
            return Mono.error(
                    () -> Refusal.field("display_name", "reserved", "This name is reserved for administrators."));
        }
        return database.sql(LOOK_ALIKES)
                .bind("keys", NameKeys.lookKeys(displayName))
                .bind("id", account.id())
                .bind("name", displayName)
                .map(row -> misleads(row, Folding.fold(displayName)))
                .all()
                .any(misleads -> misleads)
                .flatMap(misleads -> misleads
                        ? Mono.error(AccountNames::taken)
                        : Usernames.refuseMixed("display_name", displayName));
    }

    private static boolean misleads(Readable row, String folded) {
        return Accounts.required(row, "by_username", Boolean.class)
                || !Folding.fold(Accounts.required(row, "display_name", String.class))
                        .equals(folded);
    }

    private static Refusal taken() {
        return Refusal.field("display_name", "taken", "This name looks like somebody else's.");
    }

    /** Computes the keys of all names without current keys, which nodes of a former version stored. */
    Mono<Void> storeMissingKeys() {
        return keysAfter(0L)
                .expand(last -> keysAfter(last).delaySubscription(PAUSE))
                .then();
    }

    /** @return the id of the last account of the batch; empty after the last batch */
    private Mono<Long> keysAfter(long after) {
        return database.sql(UNKEYED)
                .bind("after", after)
                .map(row -> new Unkeyed(
                        Accounts.required(row, "id", Long.class),
                        Accounts.required(row, "username", String.class),
                        Accounts.required(row, "display_name", String.class)))
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(account -> store(STORE_KEYS, account.id(), account.username(), account.displayName())
                        .thenReturn(account.id()))
                .takeLast(1)
                .next();
    }

    private Mono<Void> store(String sql, long id, String username, String displayName) {
        NameKeys keys = NameKeys.of(username, displayName);
        return database.sql(sql)
                .bind("id", id)
                .bind("name", displayName)
                .bind("look", keys.lookKey())
                .bind("search", keys.search())
                .then();
    }

    private record Unkeyed(long id, String username, String displayName) {}
}
