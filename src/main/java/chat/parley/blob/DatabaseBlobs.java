package chat.parley.blob;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores blobs as database rows, so that all nodes can read them and dumps contain them. */
final class DatabaseBlobs implements BlobStore {

    static final int CHUNK = 256 * 1024;

    private final DatabaseClient database;

    DatabaseBlobs(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> write(String id, Flux<byte[]> pieces) {
        return delete(id)
                .thenMany(chunks(pieces).index())
                .concatMap(chunk -> insert(id, chunk.getT1(), chunk.getT2()), 1)
                .then();
    }

    private static Flux<byte[]> chunks(Flux<byte[]> pieces) {
        return Flux.defer(() -> {
            ByteArrayOutputStream chunk = new ByteArrayOutputStream(CHUNK);
            return pieces.concatMapIterable(piece -> completedChunks(chunk, piece), 1)
                    .concatWith(Mono.fromSupplier(chunk::toByteArray).filter(last -> last.length > 0));
        });
    }

    /** Returns the chunk that a piece completes, if any. A piece is shorter than a chunk. */
    private static List<byte[]> completedChunks(ByteArrayOutputStream chunk, byte[] piece) {
        int space = CHUNK - chunk.size();
        if (piece.length < space) {
            chunk.writeBytes(piece);
            return List.of();
        }
        chunk.write(piece, 0, space);
        byte[] full = chunk.toByteArray();
        chunk.reset();
        chunk.write(piece, space, piece.length - space);
        return List.of(full);
    }

    private Mono<Void> insert(String id, long number, byte[] chunk) {
        return database.sql("insert into blob_chunk (blob_id, number, data) values (:id, :number, :data)")
                .bind("id", id)
                .bind("number", (int) number)
                .bind("data", chunk)
                .then();
    }

    @Override
    public Flux<byte[]> read(String id, long from, long length) {
        int first = (int) (from / CHUNK);
        int count = (int) ((from + length + CHUNK - 1) / CHUNK) - first;
        return Flux.range(first, count)
                .concatMap(number -> chunk(id, number), 0)
                .zipWith(
                        Flux.range(first, count), 1, (chunk, number) -> cut(chunk, (long) number * CHUNK, from, length))
                .concatMapIterable(DatabaseBlobs::pieces, 1);
    }

    private Mono<byte[]> chunk(String id, int number) {
        return database.sql("select data from blob_chunk where blob_id = :id and number = :number")
                .bind("id", id)
                .bind("number", number)
                .map(row -> Objects.requireNonNull(row.get(0, byte[].class)))
                .one()
                .switchIfEmpty(
                        Mono.error(() -> number == 0 ? new MissingBlobException() : new TruncatedBlobException()));
    }

    /** Returns the part of a chunk that belongs to a range. {@code at} is the offset of the chunk. */
    private static byte[] cut(byte[] chunk, long at, long from, long length) {
        int begin = (int) Math.max(0, from - at);
        int end = (int) Math.min(CHUNK, from + length - at);
        if (end > chunk.length) {
            throw new TruncatedBlobException();
        }
        return Arrays.copyOfRange(chunk, begin, end);
    }

    private static List<byte[]> pieces(byte[] chunk) {
        return IntStream.iterate(0, at -> at < chunk.length, at -> at + PIECE)
                .mapToObj(at -> Arrays.copyOfRange(chunk, at, Math.min(chunk.length, at + PIECE)))
                .toList();
    }

    @Override
    public Mono<Void> delete(String id) {
        return database.sql("delete from blob_chunk where blob_id = :id")
                .bind("id", id)
                .then();
    }

    @Override
    public Mono<Long> size(String id) {
        return database.sql("select cast(sum(octet_length(data)) as bigint) from blob_chunk where blob_id = :id")
                .bind("id", id)
                .map(row -> Optional.ofNullable(row.get(0, Long.class)))
                .one()
                .flatMap(Mono::justOrEmpty);
    }

    @Override
    public Flux<String> list(String after, int limit) {
        return database.sql("""
                        select blob_id from blob_chunk where blob_id > :after
                        group by blob_id order by blob_id limit :limit""")
                .bind("after", after)
                .bind("limit", limit)
                .map(row -> Objects.requireNonNull(row.get(0, String.class)))
                .all();
    }

    /** Unknown: a full database refuses the write. */
    @Override
    public Mono<Long> free() {
        return Mono.just(Long.MAX_VALUE);
    }
}
