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

    private static final Duration KEPT = Duration.ofSeconds(2);
    private static final long MOST_ROWS = 20_000;

    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final int most;
    private final Function<String, Mono<Void>> wentBack;
    private final Cache<Key, Read> reads = Caffeine.newBuilder()
            .expireAfterWrite(KEPT)
            .maximumWeight(MOST_ROWS)
            .weigher((Key key, Read read) -> read.weight())
            .executor(Runnable::run)
            .build();

    /**
     * @param most the maximum number of changes in one read
     * @param wentBack receives the epoch in which a room had a revision that the database no longer has
     */
    SnapshotCache(int most, Function<String, Mono<Void>> wentBack) {
        this.most = most;
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
        return get(new Key(epoch, room, true), 0, atLeast, nothing -> read);
    }

    private Mono<Snapshot> get(Key key, long after, long atLeast, LongFunction<Mono<Snapshot>> source) {
        return Mono.defer(() -> {
            Read[] own = new Read[1];
            Read read = reads.asMap()
                    .compute(
                            key,
                            (same, present) -> present != null && present.mayServe(after, atLeast)
                                    ? present
                                    : (own[0] = begin(
                                            key, present == null ? after : wider(present, after, atLeast), source)));
            return read.snapshot.flatMap(snapshot -> {
                if (read.mayServe(after, atLeast)) {
                    return Mono.just(snapshot);
                }
                return read == own[0] && snapshot.revision() < atLeast
                        ? goneBack(key)
                        : get(key, after, atLeast, source);
            });
        });
    }

    /**
     * A read that began after the room had reached a revision must find it. If it does not, another read would not
     * either.
     */
    private Mono<Snapshot> goneBack(Key key) {
        return wentBack.apply(key.epoch()).then(Mono.error(() -> Refusal.unavailable(TRY_AGAIN)));
    }

    /**
     * Reads more than requested when clients with different revisions arrive, so that one read also serves later ones.
     */
    private long wider(Read present, long after, long atLeast) {
        return present.isTooMuch() || after > atLeast ? after : Math.max(0, Math.min(after, atLeast - most));
    }

    private Read begin(Key key, long after, LongFunction<Mono<Snapshot>> source) {
        Read read = new Read(after);
        read.snapshot = source.apply(after)
                .doOnNext(snapshot -> {
                    read.done = snapshot;
                    // Updates the weight
                    reads.asMap().replace(key, read, read);
                })
                // Not doFinally: it runs after the subscriber, which may already retry
                .doOnTerminate(() -> {
                    if (read.done == null) {
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
        private volatile @Nullable Snapshot done;

        Read(long after) {
            this.after = after;
        }

        /** Returns whether the read satisfies a request; possibly, while it is in progress. */
        boolean mayServe(long revision, long atLeast) {
            Snapshot known = done;
            return after <= revision
                    && (known == null
                            || known.revision() >= atLeast
                                    && (known.reset() ? revision == after : known.revision() >= revision));
        }

        boolean isTooMuch() {
            Snapshot known = done;
            return known != null && known.reset();
        }

        int weight() {
            Snapshot known = done;
            return 1
                    + (known == null
                            ? 0
                            : known.messages().size() + known.members().size());
        }
    }
}
