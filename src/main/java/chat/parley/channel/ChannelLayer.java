package chat.parley.channel;

import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What carries bytes between nodes. A channel is a named path; whoever has subscribed when a message is published gets
 * it, at most once. Nothing is kept: a lost message costs its receivers latency, never data, because the room log is
 * the truth and every receiver compares itself with it.
 *
 * <p>Order: messages that one node publishes to one channel, one after the other, arrive in that order when they
 * arrive. Across nodes there is no order. The publishing node receives its own messages if it has subscribed.
 *
 * <p>Threads: listeners and the subscribers of {@link #states()} run on the layer's own threads, must not block and must
 * not throw. Several listeners are handed the same array, which nobody may change.
 */
public interface ChannelLayer {

    /**
     * Hands a message to the layer.
     *
     * @return completes when the layer has taken the message, and fails when it could not within its time limit.
     *     Cancelling does not take a message back.
     */
    Mono<Void> publish(String channel, byte[] message);

    /**
     * Listens to a channel.
     *
     * @return the subscription, emitted once it is in force: what is published after that arrives, as long as the layer
     *     is up. It outlives outages: the layer subscribes again by itself, and then says so in {@link #states()}.
     *     While the layer is down the subscription is emitted at once, and takes force when the layer returns.
     *     Disposing of it ends it; doing so twice is harmless.
     */
    Mono<Disposable> subscribe(String channel, Consumer<byte[]> listener);

    /**
     * The state now, then every change. {@link State#UP} after {@link State#DOWN} means that every subscription is in
     * force again, and that anything may have been missed in between.
     */
    Flux<State> states();

    /** What is wrong while the layer is {@link State#DOWN}, in words for operators, without addresses. */
    default String trouble() {
        return "The channel layer is down";
    }

    enum State {
        UP,
        DOWN
    }
}
