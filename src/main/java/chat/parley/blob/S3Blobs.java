package chat.parley.blob;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Stores blobs as objects of an S3-compatible server. An upload is collected on the disk and passed on when it is
 * complete, in one request: an object exists completely or not at all. Downloads are read in ranges, so that a slow
 * reader occupies no connection, and a range that fails is read again.
 */
final class S3Blobs implements BlobStore, AutoCloseable {

    private static final int RANGE = 8 * PIECE;
    private static final int WRITE_AHEAD = 4;
    private static final int MAX_LISTED = 1000;

    /** An object that {@link #check} writes and removes. */
    private static final String PROBE = "parley-check";

    private final S3Client client;
    private final String prefix;
    private final Scheduler scheduler;

    S3Blobs(S3Client client, String prefix, Scheduler scheduler) {
        this.client = client;
        this.prefix = prefix;
        this.scheduler = scheduler;
    }

    @Override
    public Mono<Void> write(String id, Flux<byte[]> pieces) {
        return Mono.using(
                        SpoolFile::open,
                        spool -> pieces.publishOn(scheduler, WRITE_AHEAD)
                                .doOnNext(spool::append)
                                .then(Mono.defer(() -> client.send(S3Request.put(id, bodyOf(spool))))),
                        SpoolFile::close)
                .subscribeOn(scheduler)
                .then();
    }

    /** Reads the disk on the scheduler, not on the event loop that requests the pieces. */
    private S3Request.Body bodyOf(SpoolFile spool) {
        S3Request.Body body = spool.body();
        return new S3Request.Body(
                body.length(), body.stream(), () -> body.pieces().get().subscribeOn(scheduler));
    }

    @Override
    public Flux<byte[]> read(String id, long from, long length) {
        long end = from + length;
        int count = Math.toIntExact((length + RANGE - 1) / RANGE);
        return Flux.range(0, count)
                .map(number -> from + (long) number * RANGE)
                .concatMap(at -> range(id, at, (int) Math.min(RANGE, end - at)), 0);
    }

    private Flux<byte[]> range(String id, long from, int length) {
        return client.send(S3Request.get(id, from, length))
                .map(answer -> bytes(answer, length))
                .flatMapIterable(S3Blobs::pieces);
    }

    private static byte[] bytes(S3Answer answer, int length) {
        if (answer.status() == 404) {
            throw new MissingBlobException();
        }
        if (!answer.isOk() || answer.body().length < length) {
            throw new TruncatedBlobException();
        }
        if (answer.body().length > length) {
            throw new IllegalStateException("The S3 server ignores ranges");
        }
        return answer.body();
    }

    private static List<byte[]> pieces(byte[] range) {
        return IntStream.iterate(0, at -> at < range.length, at -> at + PIECE)
                .mapToObj(at -> Arrays.copyOfRange(range, at, Math.min(range.length, at + PIECE)))
                .toList();
    }

    @Override
    public Mono<Void> delete(String id) {
        return client.send(S3Request.delete(id)).then();
    }

    /** The status 404 may also mean that the bucket is missing; listing it fails then. */
    @Override
    public Mono<Long> size(String id) {
        return client.send(S3Request.head(id))
                .flatMap(answer ->
                        answer.isOk() ? Mono.just(answer.length()) : list("", 1).then(Mono.empty()));
    }

    @Override
    public Flux<String> list(String after, int limit) {
        return page(after, limit)
                .expand(page -> page.truncated() && !page.ids().isEmpty()
                        ? page(page.ids().get(page.ids().size() - 1), limit)
                        : Mono.empty())
                .concatMapIterable(Page::ids, 1)
                .filter(id -> !id.equals(PROBE))
                .take(limit);
    }

    private record Page(List<String> ids, boolean truncated) {}

    private Mono<Page> page(String after, int limit) {
        Map<String, String> query = Map.of(
                "list-type",
                "2",
                "max-keys",
                String.valueOf(Math.min(limit, MAX_LISTED)),
                "prefix",
                prefix,
                "start-after",
                prefix + after);
        return client.send(S3Request.list(query))
                .map(answer -> new Page(
                        answer.texts("Key").stream()
                                .filter(key -> key.startsWith(prefix))
                                .map(key -> key.substring(prefix.length()))
                                .toList(),
                        answer.texts("IsTruncated").contains("true")));
    }

    /** Returns the free space of the disk that collects uploads. The space of the server is unknown. */
    @Override
    public Mono<Long> free() {
        return Mono.fromCallable(SpoolFile::free).subscribeOn(scheduler);
    }

    /** Writes, lists and removes an object. */
    @Override
    public Mono<Void> check() {
        return client.send(S3Request.put(PROBE, S3Request.Body.of(new byte[] {1})))
                .thenMany(list("", 1))
                .then(delete(PROBE));
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public Optional<String> trouble() {
        return client.trouble();
    }
}
