package chat.parley.blob;

import chat.parley.http.FailureLog;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stores blobs and accounts for them. A blob has a row before its first byte is written, so that the remains of a crash
 * are found and removed: a blob expires unless {@link #keep} has made it permanent.
 */
@Repository
public class Blobs {

    /** The lifetime of a blob that is not kept; longer than any upload takes. */
    private static final Duration UNKEPT_LIFETIME = Duration.ofDays(1);

    private final DatabaseClient database;
    private final BlobStore store;
    private final FailureLog failures;
    private final SecureRandom random;
    private final Clock clock;

    Blobs(DatabaseClient database, BlobStore store, FailureLog failures, SecureRandom random, Clock clock) {
        this.failures = failures;
        this.database = database;
        this.store = store;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Reserves a blob.
     *
     * @param account the account whose quota the blob counts against
     * @param bytes the expected length
     * @return its id
     */
    public Mono<String> reserve(long account, long bytes) {
        return Mono.defer(() -> {
            String id = BlobId.random(random);
            return database.sql("""
                            insert into blob (id, account_id, bytes, expires_at)
                            values (:id, :account, :bytes, :expires)""")
                    .bind("id", id)
                    .bind("account", account)
                    .bind("bytes", bytes)
                    .bind("expires", clock.instant().plus(UNKEPT_LIFETIME))
                    .then()
                    .thenReturn(id);
        });
    }

    /** Stores the bytes of a reserved blob. They are durable on completion, but expire unless the blob is kept. */
    public Mono<Void> write(String id, Flux<byte[]> pieces) {
        return store.write(id, pieces);
    }

    /** Makes a blob permanent, as part of the caller's transaction. Fails if it expired and was removed meanwhile. */
    public Mono<Void> keep(String id, long bytes, String hash) {
        return database.sql("update blob set bytes = :bytes, hash = :hash, expires_at = null where id = :id")
                .bind("id", id)
                .bind("bytes", bytes)
                .bind("hash", hash)
                .fetch()
                .rowsUpdated()
                .filter(updated -> updated == 1)
                .switchIfEmpty(
                        Mono.error(() -> new IllegalStateException("The blob " + id + " expired while it was written")))
                .then();
    }

    /**
     * Lets a kept blob expire, as part of the caller's transaction. Its bytes are kept for a while, because downloads
     * and backups may be in progress.
     */
    public Mono<Void> release(String id) {
        return database.sql("update blob set account_id = null, expires_at = :expires where id = :id")
                .bind("id", id)
                .bind("expires", clock.instant().plus(UNKEPT_LIFETIME))
                .then();
    }

    /**
     * Reads a range that lies within the blob, in pieces, with back-pressure. Refused with {@code file_gone} if the
     * store has lost it.
     */
    public Flux<byte[]> read(String id, long from, long length) {
        return store.read(id, from, length).onErrorMap(Blobs::isLost, lost -> gone(id, lost));
    }

    private static boolean isLost(Throwable failure) {
        return failure instanceof MissingBlobException || failure instanceof TruncatedBlobException;
    }

    private Refusal gone(String id, Throwable lost) {
        failures.add("The blob " + id + " cannot be read; verify the files, and restore it from a backup", lost);
        return Refusal.of(Code.FILE_GONE, "The server has lost this file.");
    }

    /**
     * Removes a blob that is not kept, and does nothing to one that is. The caller may not know the outcome of the
     * transaction that keeps it: the update waits for its end.
     */
    public Mono<Void> discard(String id) {
        return database.sql("update blob set account_id = account_id where id = :id and expires_at is not null")
                .bind("id", id)
                .fetch()
                .rowsUpdated()
                .filter(unkept -> unkept > 0)
                .flatMap(unkept -> store.delete(id).then(deleteRow(id)));
    }

    private Mono<Void> deleteRow(String id) {
        return database.sql("delete from blob where id = :id and expires_at is not null")
                .bind("id", id)
                .then();
    }

    /** Returns the number of bytes that an account has stored or reserved. */
    public Mono<Long> usedBy(long account) {
        return database.sql("select cast(coalesce(sum(bytes), 0) as bigint) from blob where account_id = :account")
                .bind("account", account)
                .map(row -> row.get(0, Long.class))
                .one();
    }

    /** Returns the total number of stored and reserved bytes. */
    public Mono<Long> used() {
        return database.sql("select cast(coalesce(sum(bytes), 0) as bigint) from blob")
                .map(row -> row.get(0, Long.class))
                .one();
    }

    /** Returns the free space of the store, {@link Long#MAX_VALUE} if unknown. */
    public Mono<Long> free() {
        return store.free();
    }

    /** Fails if the store does not work. */
    public Mono<Void> check() {
        return store.check();
    }

    /** Describes for operators why the store does not work, as far as this node knows; empty if it works. */
    public Optional<String> trouble() {
        return store.trouble();
    }

    /** Returns the length of a kept blob. */
    public Mono<Long> length(String id) {
        return database.sql("select bytes from blob where id = :id")
                .bind("id", id)
                .map(row -> row.get(0, Long.class))
                .one();
    }

    /** Returns the length of the bytes in the store; empty if there are none. */
    public Mono<Long> stored(String id) {
        return store.size(id);
    }

    /**
     * Removes expired blobs.
     *
     * @return the number of removed blobs, at most {@code limit}
     */
    public Mono<Long> sweep(int limit) {
        return database.sql("select id from blob where expires_at < :now order by expires_at limit :limit")
                .bind("now", clock.instant())
                .bind("limit", limit)
                .map(row -> row.get(0, String.class))
                .all()
                .concatMap(id -> discard(id).thenReturn(id))
                .count();
    }
}
