package chat.parley.follower;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Sends the pages of one kind of follower. Each kind is a bean; its rows are made through {@link Followers}.
 *
 * <p>Order and repetition: the pages of a room arrive in order, and the next page is sent only after the previous one
 * was {@linkplain Outcome.Delivered delivered}. After a failure, a timeout or a crash of the node, the page is sent
 * again, by any node, with the same {@link FollowerPage#id() id}; it then contains each row that has not changed
 * since. In normal operation only one node sends at a time; a node that was frozen for longer than its lease may send
 * a page at the same time as its successor, so receivers must accept repetitions.
 *
 * <p>A follower belongs to a room. It is paused when its account may no longer read the room.
 */
public interface FollowerKind {

    /** The value of the column {@code kind}; at most 16 characters. Must not change. */
    String name();

    /**
     * Sends a page. Cancelled after two thirds of {@code parley.followers.lease} (20 s by default), which counts as a
     * failure, and when the node stops. An error counts as {@link Outcome.Failed}. Must not block.
     */
    Mono<Outcome> send(FollowerPage page);

    /**
     * Returns the groups of followers by their ids, for example the hosts that they call. A group that never answers
     * does not delay others ({@link chat.parley.egress.FairShares}). Rooms are groups anyway.
     */
    default Mono<Map<Long, Set<String>>> groups(Collection<Long> followers) {
        return Mono.just(Map.of());
    }

    /**
     * Called before a follower of this kind is paused for a reason other than a request. May be called more than once;
     * the follower is not paused if this fails, and the next attempt calls it again. May delete the follower instead.
     *
     * @param follower its {@link Follower#failingSince()} is that of the failures that end in this pause, also if this
     *     is called again, and differs from those of other pauses
     */
    default Mono<Void> pausing(Follower follower, PauseReason reason) {
        return Mono.empty();
    }
}
