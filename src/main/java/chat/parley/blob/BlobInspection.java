package chat.parley.blob;

import chat.parley.blob.Damage.Kind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Compares the rows of kept blobs with their bytes in the store. */
@Component
class BlobInspection implements Inspection {

    private static final int PAGE = 100;

    /** A page ends with the blob that reaches this number of bytes. */
    private static final long PAGE_BYTES = 64L * 1024 * 1024;

    private final DatabaseClient database;
    private final BlobStore store;

    BlobInspection(DatabaseClient database, BlobStore store) {
        this.database = database;
        this.store = store;
    }

    private record Row(String id, long bytes, String hash) {}

    @Override
    public Subject subject() {
        return Subject.BLOBS;
    }

    @Override
    public Mono<Page> page(String after, boolean hashes) {
        return database.sql("""
                        select id, bytes, coalesce(hash, '') from blob
                        where id > :after and expires_at is null order by id limit :limit""")
                .bind("after", after)
                .bind("limit", PAGE)
                .map(row -> new Row(
                        Objects.requireNonNull(row.get(0, String.class)),
                        Objects.requireNonNull(row.get(1, Long.class)),
                        Objects.requireNonNull(row.get(2, String.class))))
                .all()
                .collectList()
                .flatMap(found -> inspect(hashes ? upTo(PAGE_BYTES, found) : found, found.size(), hashes));
    }

    private static List<Row> upTo(long limit, List<Row> rows) {
        long bytes = 0;
        int count = 0;
        while (count < rows.size() && bytes < limit) {
            bytes += rows.get(count++).bytes();
        }
        return rows.subList(0, count);
    }

    private Mono<Page> inspect(List<Row> rows, int found, boolean hashes) {
        boolean last = rows.size() == found && found < PAGE;
        long bytes = hashes ? rows.stream().mapToLong(Row::bytes).sum() : 0;
        return Flux.fromIterable(rows)
                .concatMap(row ->
                        damage(row, hashes).filterWhen(kind -> isKept(row)).map(kind -> Damage.ofBlob(kind, row.id())))
                .collectList()
                .map(damages -> new Page(
                        damages,
                        rows.size(),
                        bytes,
                        last ? null : rows.get(rows.size() - 1).id()));
    }

    private Mono<Kind> damage(Row row, boolean hashes) {
        return store.size(row.id())
                .map(size -> size == row.bytes())
                .defaultIfEmpty(false)
                .flatMap(complete -> complete
                        ? hashes ? hashDamage(row) : Mono.empty()
                        : store.size(row.id()).map(other -> Kind.LENGTH_DIFFERS).defaultIfEmpty(Kind.BYTES_MISSING));
    }

    private Mono<Kind> hashDamage(Row row) {
        return Mono.defer(() -> {
            MessageDigest digest = sha256();
            return store.read(row.id(), 0, row.bytes())
                    .doOnNext(digest::update)
                    .then(Mono.fromSupplier(() -> HexFormat.of().formatHex(digest.digest())))
                    .filter(hash -> !hash.equals(row.hash()))
                    .map(other -> Kind.HASH_DIFFERS)
                    .onErrorReturn(TruncatedBlobException.class, Kind.LENGTH_DIFFERS);
        });
    }

    /** Bytes are removed only after their blob has expired. */
    private Mono<Boolean> isKept(Row row) {
        return database.sql("select id from blob where id = :id and expires_at is null")
                .bind("id", row.id())
                .map(found -> true)
                .one()
                .defaultIfEmpty(false);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
