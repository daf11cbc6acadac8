package chat.parley.channel.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.util.List;

/** The two sets of Redis pub/sub commands. */
enum PubSub {
    /** Every server of a cluster carries every channel. */
    PLAIN(500) {
        @Override
        RedisFuture<Void> subscribe(RedisPubSubAsyncCommands<String, byte[]> to, List<String> channels) {
            return to.subscribe(channels.toArray(String[]::new));
        }

        @Override
        RedisFuture<Void> unsubscribe(RedisPubSubAsyncCommands<String, byte[]> from, String channel) {
            return from.unsubscribe(channel);
        }

        @Override
        RedisFuture<Long> publish(RedisAsyncCommands<String, byte[]> to, String channel, byte[] message) {
            return to.publish(channel, message);
        }
    },

    /** A channel has a slot, as a key does, and only the shard that serves the slot carries it. */
    SHARDED(1) {
        @Override
        RedisFuture<Void> subscribe(RedisPubSubAsyncCommands<String, byte[]> to, List<String> channels) {
            return to.ssubscribe(channels.toArray(String[]::new));
        }

        @Override
        RedisFuture<Void> unsubscribe(RedisPubSubAsyncCommands<String, byte[]> from, String channel) {
            return from.sunsubscribe(channel);
        }

        @Override
        RedisFuture<Long> publish(RedisAsyncCommands<String, byte[]> to, String channel, byte[] message) {
            return to.spublish(channel, message);
        }
    };

    private final int maxPerCommand;

    PubSub(int maxPerCommand) {
        this.maxPerCommand = maxPerCommand;
    }

    /**
     * Returns the maximum number of channels per command: large enough to need few round trips, small enough not to
     * block Redis, and one where all channels of a command would have to be in the same slot.
     */
    int maxPerCommand() {
        return maxPerCommand;
    }

    abstract RedisFuture<Void> subscribe(RedisPubSubAsyncCommands<String, byte[]> to, List<String> channels);

    abstract RedisFuture<Void> unsubscribe(RedisPubSubAsyncCommands<String, byte[]> from, String channel);

    abstract RedisFuture<Long> publish(RedisAsyncCommands<String, byte[]> to, String channel, byte[] message);
}
