package chat.parley.channel.redis;

import chat.parley.channel.ChannelLayer.State;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The connection to Redis, whatever the number of servers; selects the link for a channel. A single server has one link
 * for all channels, a cluster has one for each shard. Channel names are Redis names, with the prefix.
 */
interface Redis {

    void start();

    /** Closes all links. Completes when that is done and never fails. The instance cannot be started again. */
    Mono<Void> stop();

    /**
     * Returns the link for a channel's subscription, whether it is in force or about to be. Called only on the layer's
     * thread.
     */
    @Nullable
    RedisLink joined(String channel);

    /** Returns the link that currently carries a channel's messages. Safe to call from any thread. */
    @Nullable
    RedisLink up(String channel);

    /** Emits the current state, then every change; {@code UP} while all subscriptions are in force. */
    Flux<State> states();

    /** Returns a description of the problem while the state is {@code DOWN}, for operators and without addresses. */
    String trouble();
}
