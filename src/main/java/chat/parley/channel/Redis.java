package chat.parley.channel;

import chat.parley.channel.ChannelLayer.State;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The Redis between nodes, however many servers it is: which link carries a channel. One server has one link for all; a
 * cluster has one for each shard. Channels are named here as Redis knows them.
 */
interface Redis {

    void start();

    /** Ends all links; completes when that is done, and never fails. Can't be started again. */
    Mono<Void> stop();

    /** The link that a channel's subscription goes to, in force or about to be. Only for the layer's thread. */
    @Nullable
    RedisLink joined(String channel);

    /** The link that carries a channel's messages now. For any thread. */
    @Nullable
    RedisLink up(String channel);

    /** The state now, then every change: {@code UP} while every subscription is in force. */
    Flux<State> states();

    /** What is wrong while it is down, in words for operators, without addresses. */
    String trouble();
}
