package chat.parley.channel;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
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
 * <p>Threads: to join, subscribe, unsubscribe, ping and close is for the layer's one thread. Publications go there by
 * themselves, because the driver takes a lock for each command, for which threads should not compete.
 */
final class RedisLink {

    /** How many channels one SUBSCRIBE names: large enough for few round trips, small enough for Redis to breathe. */
    private static final int CHANNELS_A_COMMAND = 500;

    private final StatefulRedisPubSubConnection<String, byte[]> listening;
    private final StatefulRedisConnection<String, byte[]> publishing;
    private final String pingChannel;
    private final BiConsumer<String, byte[]> receiver;
    private final Mailbox<Publication> outgoing;
    private final Queue<Sinks.Empty<Void>> unconfirmed = new ConcurrentLinkedQueue<>();
    private final Sinks.Empty<Void> firstPing = Sinks.empty();
    private final Sinks.Empty<Void> lost = Sinks.empty();
    private final Mono<Void> closing;
    private final ChannelMeters meters;
    private volatile long returned;
    private long sent;

    private record Publication(String channel, byte[] message, Sinks.Empty<Void> taken) {}

    /**
     * @param pending how many messages may wait to go out
     * @param scheduler the layer's one thread
     * @param receiver is called with the full Redis channel and the message, on a thread of the connection
     */
    RedisLink(
            StatefulRedisPubSubConnection<String, byte[]> listening,
            StatefulRedisConnection<String, byte[]> publishing,
            String pingChannel,
            int pending,
            Scheduler scheduler,
            BiConsumer<String, byte[]> receiver,
            ChannelMeters meters) {
        this.listening = listening;
        this.publishing = publishing;
        this.pingChannel = pingChannel;
        this.receiver = receiver;
        this.meters = meters;
        closing = Mono.whenDelayError(close(listening), close(publishing)).cache();
        outgoing = new Mailbox<>(pending, scheduler, this::send, publishing::flushCommands);
        publishing.setAutoFlushCommands(false);
        listening.addListener(new Inbound());
        watch(listening);
        watch(publishing);
    }

    /** Subscribes to these channels; completes when every one of them is in force. */
    Mono<Void> join(List<String> channels) {
        for (int from = 0; from < channels.size(); from += CHANNELS_A_COMMAND) {
            send(channels.subList(from, Math.min(channels.size(), from + CHANNELS_A_COMMAND)));
        }
        return subscribe(pingChannel).then(Mono.<Void>fromRunnable(this::ping)).then(firstPing.asMono());
    }

    /** Subscribes at once; completes when the subscription is in force. */
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
        listening.async().subscribe(channels.toArray(String[]::new)).whenComplete((done, error) -> {
            if (error != null) {
                fail(error);
            }
        });
        return last.asMono();
    }

    void unsubscribe(String channel) {
        var unused = listening.async().unsubscribe(channel);
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
        publishing.async().publish(publication.channel(), publication.message()).whenComplete((receivers, error) -> {
            if (error == null) {
                publication.taken().tryEmitEmpty();
            } else {
                publication.taken().tryEmitError(error);
            }
        });
    }

    /** Sends one ping; whether it comes back is seen in {@link #unreturned()}. */
    void ping() {
        sent++;
        byte[] ping = (sent + " " + System.nanoTime()).getBytes(StandardCharsets.US_ASCII);
        outgoing.offer(new Publication(pingChannel, ping, Sinks.empty()));
    }

    /** How many pings have gone out since the newest one that came back. */
    long unreturned() {
        return sent - returned;
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

    private void pingReturned(byte[] ping) {
        String[] numberAndTime = new String(ping, StandardCharsets.US_ASCII).split(" ");
        returned = Long.parseLong(numberAndTime[0]);
        meters.pingReturned(Duration.ofNanos(System.nanoTime() - Long.parseLong(numberAndTime[1])));
        firstPing.tryEmitEmpty();
    }

    private final class Inbound extends RedisPubSubAdapter<String, byte[]> {

        @Override
        public void subscribed(String channel, long count) {
            Sinks.Empty<Void> confirmed = unconfirmed.poll();
            if (confirmed != null) {
                confirmed.tryEmitEmpty();
            }
        }

        @Override
        public void message(String channel, byte[] message) {
            if (channel.equals(pingChannel)) {
                pingReturned(message);
            } else {
                receiver.accept(channel, message);
            }
        }
    }
}
