package chat.parley.channel;

import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Carries bytes between nodes. A channel is a named path; every subscriber at the time of publication receives a
 * message at most once. Messages are not stored: a lost message only adds latency and loses no data, because receivers
 * compare themselves with the room log.
 *
 * <p>Order: messages that one node publishes sequentially to one channel arrive in that order, if they arrive. There is
 * no order across nodes. The publishing node receives its own messages if it has subscribed.
 *
 * <p>Threads: listeners and the subscribers of {@link #states()} run on the layer's own threads and must neither block
 * nor throw. All listeners receive the same array and must not modify it.
 */
public interface ChannelLayer {

    /**
     * Publishes a message. Cancellation does not withdraw it.
     *
     * @return completes when the layer has accepted the message; fails if it could not within its time limit
     */
    Mono<Void> publish(String channel, byte[] message);

    /**
     * Subscribes to a channel.
     *
     * @return the subscription, emitted once it is in force: later messages arrive while the layer is up. It survives
     *     outages: the layer subscribes again automatically and then reports {@link State#UP} in {@link #states()}.
     *     While the layer is down, the subscription is emitted immediately and takes effect when the layer returns.
     *     Disposing of it ends it and is idempotent
     */
    Mono<Disposable> subscribe(String channel, Consumer<byte[]> listener);

    /**
     * Emits the current state, then every change. {@link State#UP} after {@link State#DOWN} means that all
     * subscriptions are in force again and that messages may have been missed in between.
     */
    Flux<State> states();

    /**
     * Returns a description of the problem while the layer is {@link State#DOWN}, for operators and without addresses.
     */
    default String trouble() {
        return "The channel layer is down";
    }

    enum State {
        UP,
        DOWN
    }
}
