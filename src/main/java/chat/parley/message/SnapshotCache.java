package chat.parley.message;

import chat.parley.http.Refusal;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Shares reads of rooms that many clients request at the same time, such as after the loss of a node: one read serves
 * all of them. A result is never older than the request. Results are cached briefly, bounded in rows over all rooms;
 * failures are not cached. Thread-safe.
 */
final class SnapshotCache {

    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(2);
    private static final long MAX_ROWS = 20_000;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final int maxChanges;
    private final Function<String, Mono<Void>> wentBack;
    private final Cache<Key, Read> reads = Caffeine.newBuilder()
            .expireAfterWrite(TIME_TO_LIVE)
            .maximumWeight(MAX_ROWS)
            .weigher((Key key, Read read) -> read.weight())
            .executor(Runnable::run)
            .build();

    /**
     * @param maxChanges the maximum number of changes in one read
     * @param wentBack receives the epoch in which a room had a revision that the database no longer has
     */
    SnapshotCache(int maxChanges, Function<String, Mono<Void>> wentBack) {
        this.maxChanges = maxChanges;
        this.wentBack = wentBack;
    }

    /**
     * Returns the changes in a room after a revision. Both belong to this epoch.
     *
     * @param atLeast a revision that the room has reached; older results are not used
     * @param read reads the changes after a revision, or a fresh page if there are too many
     */
    Mono<Snapshot> since(String epoch, String room, long after, long atLeast, LongFunction<Mono<Snapshot>> read) {
        return get(new Key(epoch, room, false), after, atLeast, read).map(snapshot -> snapshot.since(after));
    }

    /** Returns the room for a client that holds nothing of it. */
    Mono<Snapshot> newest(String epoch, String room, long atLeast, Mono<Snapshot> read) {
        return get(new Key(epoch, room, true), 0, atLeast, ignored -> read);
    }

    private Mono<Snapshot> get(Key key, long after, long atLeast, LongFunction<Mono<Snapshot>> source) {
        return Mono.defer(() -> {
            Read[] started = new Read[1];
            Read read = reads.asMap()
                    .compute(
                            key,
                            (ignored, existing) -> existing != null && existing.mayServe(after, atLeast)
                                    ? existing
                                    : (started[0] = start(
                                            key,
                                            existing == null ? after : widenedStart(existing, after, atLeast),
                                            source)));
            return read.snapshot.flatMap(snapshot -> {
                if (read.mayServe(after, atLeast)) {
                    return Mono.just(snapshot);
                }
                return read == started[0] && snapshot.revision() < atLeast
                        ? reportWentBack(key)
                        : get(key, after, atLeast, source);
            });
        });
    }

    /**
     * A read that began after the room had reached a revision must find it. If it does not, another read would not
     * either.
     */
    private Mono<Snapshot> reportWentBack(Key key) {
        return wentBack.apply(key.epoch()).then(Mono.error(() -> Refusal.unavailable(RETRY_AFTER)));
    }

    /**
     * Reads more than requested when clients with different revisions arrive, so that one read also serves later ones.
     */
    private long widenedStart(Read existing, long after, long atLeast) {
        return existing.isReset() || after > atLeast ? after : Math.max(0, Math.min(after, atLeast - maxChanges));
    }

    private Read start(Key key, long after, LongFunction<Mono<Snapshot>> source) {
        Read read = new Read(after);
        read.snapshot = source.apply(after)
                .doOnNext(snapshot -> {
                    read.result = snapshot;
                    // Updates the weight
                    reads.asMap().replace(key, read, read);
                })
                // Not doFinally: it runs after the subscriber, which may already retry
                .doOnTerminate(() -> {
                    if (read.result == null) {
                        reads.asMap().remove(key, read);
                    }
                })
                .cache();
        return read;
    }

    private record Key(String epoch, String room, boolean newest) {}

    private static final class Read {
        private final long after;
        private Mono<Snapshot> snapshot = Mono.empty();
        private volatile @Nullable Snapshot result;

        Read(long after) {
            this.after = after;
        }

        /** Returns whether the read satisfies a request; possibly, while it is in progress. */
        boolean mayServe(long revision, long atLeast) {
            Snapshot current = result;
            return after <= revision
                    && (current == null
                            || current.revision() >= atLeast
                                    && (current.reset() ? revision == after : current.revision() >= revision));
        }

        boolean isReset() {
            Snapshot current = result;
            return current != null && current.reset();
        }

        int weight() {
            Snapshot current = result;
            return 1
                    + (current == null
                            ? 0
                            : current.messages().size()
                                    + current.members().size()
                                    + current.notices().size());
        }
    }
}
