package chat.parley.follower;

import java.time.Duration;
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
 * <p>Followers of one room ({@link Followers#follow}) suit what belongs to a room, such as a webhook. They are paused
 * when their account may no longer read the room.
 *
 * <p>Followers of an account ({@link Followers#followAccount}) suit what belongs to a person. There should be one per
 * account and kind, not one per device: the kind reads its devices in {@link #send} and handles their failures itself,
 * because a failed page is sent to all of them again. It has a cursor for each room of the account, created together
 * with it at the rooms' newest revisions. A room that the account joins later gets one at the revision of the
 * membership: immediately on the node where it joined, otherwise within a minute. The cursor disappears when the
 * account may no longer read the room. Rooms are independent: their pages may be sent concurrently by several nodes.
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
     * Returns how long changes are collected before they are sent, so that one page can hold several. Zero by default.
     */
    default Duration delay() {
        return Duration.ZERO;
    }

    /**
     * Called before a follower of this kind is paused for a reason other than a request. May be called more than once;
     * the follower is not paused if this fails. May delete the follower instead.
     */
    default Mono<Void> pausing(Follower follower, PauseReason reason) {
        return Mono.empty();
    }
}
