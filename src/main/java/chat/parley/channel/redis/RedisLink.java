package chat.parley.channel.redis;

import chat.parley.channel.ChannelUnavailable;
import chat.parley.channel.Mailbox;
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
 * A pair of connections to one Redis server, one for subscribing and one for publishing, until either is lost. A link
 * never reconnects; the layer opens another one.
 *
 * <p>A link sends pings to itself through both connections. Redis preserves the order of a connection's commands, so a
 * returned ping proves that all earlier subscriptions are in force. Missing pings reveal a half-open connection, which
 * causes no error. Redis must also confirm each ping, because messages may still arrive on one connection while the other
 * gets no answers.
 *
 * <p>A shard of a cluster may refuse or drop a channel because its slot has moved to another shard; the link listener
 * is then notified. A link whose own ping channel is refused is lost.
 *
 * <p>Threads: join, subscribe, unsubscribe, ping and close are called on the layer's single thread. Publications switch
 * to that thread themselves, because the driver takes a lock for each command and threads should not compete for it.
 */
final class RedisLink {

    private final StatefulRedisPubSubConnection<String, byte[]> subscriber;
    private final StatefulRedisConnection<String, byte[]> publisher;
    private final PubSub pubSub;
    private final PingSequence pings;
    private final LinkListener listener;
    private final Mailbox<Publication> outgoing;
    private final Queue<Sinks.Empty<Void>> unconfirmed = new ConcurrentLinkedQueue<>();
    private final ConcurrentMap<String, Integer> unsubscribing = new ConcurrentHashMap<>();
    private final Sinks.Empty<Void> firstPing = Sinks.empty();
    private final Sinks.Empty<Void> lost = Sinks.empty();
    private final Mono<Void> closing;

    private record Publication(String channel, byte[] message, Sinks.Empty<Void> sent) {}

    /**
     * @param pending the maximum number of messages waiting to be sent
     * @param scheduler the layer's single thread
     */
    RedisLink(
            StatefulRedisPubSubConnection<String, byte[]> subscriber,
            StatefulRedisConnection<String, byte[]> publisher,
            PubSub pubSub,
            PingSequence pings,
            int pending,
            Scheduler scheduler,
            LinkListener listener) {
        this.subscriber = subscriber;
        this.publisher = publisher;
        this.pubSub = pubSub;
        this.pings = pings;
        this.listener = listener;
        closing = Mono.whenDelayError(close(subscriber), close(publisher)).cache();
        outgoing = new Mailbox<>(pending, scheduler, this::send, publisher::flushCommands);
        publisher.setAutoFlushCommands(false);
        subscriber.addListener(new Inbound());
        listen(subscriber);
        listen(publisher);
    }

    /** Subscribes to channels; completes when all subscriptions are in force. */
    Mono<Void> join(List<String> channels) {
        int maxPerCommand = pubSub.maxPerCommand();
        for (int from = 0; from < channels.size(); from += maxPerCommand) {
            send(channels.subList(from, Math.min(channels.size(), from + maxPerCommand)));
        }
        return subscribe(pings.channel())
                .then(Mono.<Void>fromRunnable(this::ping))
                .then(firstPing.asMono());
    }

    /**
     * Subscribes immediately; completes when the subscription is in force. Fails with {@link SlotMoved} if another
     * shard serves the slot.
     */
    Mono<Void> subscribe(String channel) {
        return send(List.of(channel));
    }

    /**
     * Redis confirms each channel separately and in the order sent. The driver's future completes with the first
     * confirmation that arrives, whichever it is, so it is only used for errors.
     */
    private Mono<Void> send(List<String> channels) {
        Sinks.Empty<Void> last = Sinks.empty();
        for (int i = 0; i < channels.size(); i++) {
            unconfirmed.add(i == channels.size() - 1 ? last : Sinks.empty());
        }
        pubSub.subscribe(subscriber.async(), channels).whenComplete((done, error) -> {
            if (error != null) {
                refused(channels, SlotMoved.or(error));
            }
        });
        return last.asMono();
    }

    /** A refusal counts as the answer to its subscription and arrives in order. */
    private void refused(List<String> channels, Throwable error) {
        if (error instanceof SlotMoved) {
            channels.forEach(channel -> {
                moved(channel);
                nextUnconfirmed().tryEmitError(error);
            });
        } else {
            fail(error);
        }
    }

    private void moved(String channel) {
        if (channel.equals(pings.channel())) {
            fail(new ChannelUnavailable("The slot of its pings has moved"));
        } else {
            listener.moved(channel);
        }
    }

    private Sinks.Empty<Void> nextUnconfirmed() {
        Sinks.Empty<Void> first = unconfirmed.poll();
        return first == null ? Sinks.empty() : first;
    }

    void unsubscribe(String channel) {
        unsubscribing.merge(channel, 1, Integer::sum);
        pubSub.unsubscribe(subscriber.async(), channel).whenComplete((done, refusal) -> {
            if (refusal != null) {
                decrementUnsubscribing(channel);
            }
        });
    }

    private void decrementUnsubscribing(String channel) {
        unsubscribing.computeIfPresent(channel, (name, count) -> count == 1 ? null : count - 1);
    }

    /**
     * Publishes a message. Safe to call from any thread; pending messages are sent together. Fails immediately if too
     * many are pending.
     */
    Mono<Void> publish(String channel, byte[] message) {
        return Mono.defer(() -> {
            Publication publication = new Publication(channel, message, Sinks.empty());
            return outgoing.offer(publication)
                    ? publication.sent().asMono()
                    : Mono.error(new ChannelUnavailable("Too many messages wait for Redis"));
        });
    }

    private void send(Publication publication) {
        pubSub.publish(publisher.async(), publication.channel(), publication.message())
                .whenComplete((receivers, error) -> {
                    if (error == null) {
                        confirmed(publication);
                    } else {
                        refused(publication, SlotMoved.or(error));
                    }
                });
    }

    private void confirmed(Publication publication) {
        if (publication.channel().equals(pings.channel())) {
            pings.confirmed(publication.message());
        }
        publication.sent().tryEmitEmpty();
    }

    private void refused(Publication publication, Throwable error) {
        if (error instanceof SlotMoved) {
            moved(publication.channel());
        }
        publication.sent().tryEmitError(error);
    }

    /** Sends one ping; {@link #unreturned()} shows whether it is confirmed and returns. */
    void ping() {
        outgoing.offer(new Publication(pings.channel(), pings.next(), Sinks.empty()));
    }

    /** Returns the number of pings sent since the newest one that was confirmed and returned. */
    long unreturned() {
        return pings.unreturned();
    }

    /** Abandons the link. */
    void fail(Throwable reason) {
        lost.tryEmitError(reason);
    }

    /** Never completes; fails when the link is lost. */
    Mono<Void> lost() {
        return lost.asMono();
    }

    /** Closes both connections; repeated calls share one result. */
    Mono<Void> close() {
        return closing;
    }

    private static Mono<Void> close(StatefulConnection<String, byte[]> connection) {
        return Mono.defer(() -> connection.isOpen() ? Mono.fromFuture(connection.closeAsync(), true) : Mono.empty());
    }

    private void listen(StatefulConnection<String, byte[]> connection) {
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
            nextUnconfirmed().tryEmitEmpty();
        }

        @Override
        public void ssubscribed(String channel, long count) {
            subscribed(channel, count);
        }

        /** Without a preceding request, this means that the slot has moved to another shard. */
        @Override
        public void sunsubscribed(String channel, long count) {
            if (unsubscribing.containsKey(channel)) {
                decrementUnsubscribing(channel);
            } else {
                moved(channel);
            }
        }

        @Override
        public void unsubscribed(String channel, long count) {
            decrementUnsubscribing(channel);
        }

        @Override
        public void message(String channel, byte[] message) {
            if (channel.equals(pings.channel())) {
                pings.returned(message);
                firstPing.tryEmitEmpty();
            } else {
                listener.received(channel, message);
            }
        }

        @Override
        public void smessage(String channel, byte[] message) {
            message(channel, message);
        }
    }
}
