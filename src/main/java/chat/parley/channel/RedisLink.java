package chat.parley.channel;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * One life of the two connections to Redis, one that listens and one that publishes: from connected until either is
 * lost. It never reconnects; the layer opens another.
 *
 * <p>It sends pings to itself through both. Redis keeps the order of what a connection sent, so a ping that comes back
 * proves that every subscription sent before is in force; pings that do not come back show a connection that is
 * half-open, which no error would tell.
 *
 * <p>A shard of a cluster may refuse a channel, or give one up by itself, because the slot is another's now: the inlet
 * is told. A link whose own pings are refused is lost.
 *
 * <p>Threads: to join, subscribe, unsubscribe, ping and close is for the layer's one thread. Publications go there by
 * themselves, because the driver takes a lock for each command, for which threads should not compete.
 */
final class RedisLink {

    private final StatefulRedisPubSubConnection<String, byte[]> listening;
    private final StatefulRedisConnection<String, byte[]> publishing;
    private final PubSub pubSub;
    private final Pings pings;
    private final Inlet inlet;
    private final Mailbox<Publication> outgoing;
    private final Queue<Sinks.Empty<Void>> unconfirmed = new ConcurrentLinkedQueue<>();
    private final ConcurrentMap<String, Integer> leaving = new ConcurrentHashMap<>();
    private final Sinks.Empty<Void> firstPing = Sinks.empty();
    private final Sinks.Empty<Void> lost = Sinks.empty();
    private final Mono<Void> closing;

    private record Publication(String channel, byte[] message, Sinks.Empty<Void> taken) {}

    /**
     * @param pending how many messages may wait to go out
     * @param scheduler the layer's one thread
     */
    RedisLink(
            StatefulRedisPubSubConnection<String, byte[]> listening,
            StatefulRedisConnection<String, byte[]> publishing,
            PubSub pubSub,
            Pings pings,
            int pending,
            Scheduler scheduler,
            Inlet inlet) {
        this.listening = listening;
        this.publishing = publishing;
        this.pubSub = pubSub;
        this.pings = pings;
        this.inlet = inlet;
        closing = Mono.whenDelayError(close(listening), close(publishing)).cache();
        outgoing = new Mailbox<>(pending, scheduler, this::send, publishing::flushCommands);
        publishing.setAutoFlushCommands(false);
        listening.addListener(new Inbound());
        watch(listening);
        watch(publishing);
    }

    /** Subscribes to these channels; completes when every one of them is in force. */
    Mono<Void> join(List<String> channels) {
        int most = pubSub.channelsACommand();
        for (int from = 0; from < channels.size(); from += most) {
            send(channels.subList(from, Math.min(channels.size(), from + most)));
        }
        return subscribe(pings.channel())
                .then(Mono.<Void>fromRunnable(this::ping))
                .then(firstPing.asMono());
    }

    /** Subscribes at once; completes when the subscription is in force. Fails with {@link SlotMoved} where it can't be. */
    Mono<Void> subscribe(String channel) {
        return send(List.of(channel));
    }

    /**
     * Redis confirms every channel by itself, in the order sent. The driver's future completes with the first
     * confirmation that comes in, whichever that is, so it serves for errors only.
     */
    private Mono<Void> send(List<String> channels) {
        Sinks.Empty<Void> last = Sinks.empty();
        for (int i = 0; i < channels.size(); i++) {
            unconfirmed.add(i == channels.size() - 1 ? last : Sinks.empty());
        }
        pubSub.subscribe(listening.async(), channels).whenComplete((done, error) -> {
            if (error != null) {
                refused(channels, SlotMoved.or(error));
            }
        });
        return last.asMono();
    }

    /** A refusal is an answer, too, and comes in its turn. */
    private void refused(List<String> channels, Throwable error) {
        if (error instanceof SlotMoved) {
            channels.forEach(channel -> {
                moved(channel);
                answered().tryEmitError(error);
            });
        } else {
            fail(error);
        }
    }

    private void moved(String channel) {
        if (channel.equals(pings.channel())) {
            fail(new ChannelUnavailable("The slot of its pings has moved"));
        } else {
            inlet.moved(channel);
        }
    }

    private Sinks.Empty<Void> answered() {
        Sinks.Empty<Void> first = unconfirmed.poll();
        return first == null ? Sinks.empty() : first;
    }

    void unsubscribe(String channel) {
        leaving.merge(channel, 1, Integer::sum);
        pubSub.unsubscribe(listening.async(), channel).whenComplete((done, refusal) -> {
            if (refusal != null) {
                left(channel);
            }
        });
    }

    private void left(String channel) {
        leaving.computeIfPresent(channel, (name, times) -> times == 1 ? null : times - 1);
    }

    /** Any thread may publish; what waits together goes out together. Fails at once when too much waits. */
    Mono<Void> publish(String channel, byte[] message) {
        return Mono.defer(() -> {
            Publication publication = new Publication(channel, message, Sinks.empty());
            return outgoing.offer(publication)
                    ? publication.taken().asMono()
                    : Mono.error(new ChannelUnavailable("Too many messages wait for Redis"));
        });
    }

    private void send(Publication publication) {
        pubSub.publish(publishing.async(), publication.channel(), publication.message())
                .whenComplete((receivers, error) -> {
                    if (error == null) {
                        publication.taken().tryEmitEmpty();
                    } else {
                        refused(publication, SlotMoved.or(error));
                    }
                });
    }

    private void refused(Publication publication, Throwable error) {
        if (error instanceof SlotMoved) {
            moved(publication.channel());
        }
        publication.taken().tryEmitError(error);
    }

    /** Sends one ping; whether it comes back is seen in {@link #unreturned()}. */
    void ping() {
        outgoing.offer(new Publication(pings.channel(), pings.next(), Sinks.empty()));
    }

    /** How many pings have gone out since the newest one that came back. */
    long unreturned() {
        return pings.unreturned();
    }

    /** Gives the link up. */
    void fail(Throwable reason) {
        lost.tryEmitError(reason);
    }

    /** Never completes; fails when the link is lost. */
    Mono<Void> lost() {
        return lost.asMono();
    }

    /** Closes both connections; several calls share the one closing. */
    Mono<Void> close() {
        return closing;
    }

    private static Mono<Void> close(StatefulConnection<String, byte[]> connection) {
        return Mono.defer(() -> connection.isOpen() ? Mono.fromFuture(connection.closeAsync(), true) : Mono.empty());
    }

    private void watch(StatefulConnection<String, byte[]> connection) {
        connection.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> disconnected) {
                fail(new ChannelUnavailable("The connection was closed"));
            }
        });
        if (!connection.isOpen()) {
            fail(new ChannelUnavailable("The connection was closed"));
        }
    }

    private final class Inbound extends RedisPubSubAdapter<String, byte[]> {

        @Override
        public void subscribed(String channel, long count) {
            answered().tryEmitEmpty();
        }

        @Override
        public void ssubscribed(String channel, long count) {
            subscribed(channel, count);
        }

        /** Unasked when the slot has gone to another shard. */
        @Override
        public void sunsubscribed(String channel, long count) {
            if (leaving.containsKey(channel)) {
                left(channel);
            } else {
                moved(channel);
            }
        }

        @Override
        public void unsubscribed(String channel, long count) {
            left(channel);
        }

        @Override
        public void message(String channel, byte[] message) {
            if (channel.equals(pings.channel())) {
                pings.returned(message);
                firstPing.tryEmitEmpty();
            } else {
                inlet.received(channel, message);
            }
        }

        @Override
        public void smessage(String channel, byte[] message) {
            message(channel, message);
        }
    }
}
