package chat.parley.session;

import chat.parley.channel.ChannelLayer;
import chat.parley.http.FailureLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Broadcasts ended sessions between nodes. A notification is only a hint: this node always receives its own, other
 * nodes receive it while the channel layer is connected. Components that need certainty poll {@link Sessions#live}.
 */
@Component
public class SessionEndBroadcast implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SessionEndBroadcast.class);
    private static final String CHANNEL = "sessions";
    private static final Duration CONTENTION_TIMEOUT = Duration.ofSeconds(1);

    private final ChannelLayer channels;
    private final Sinks.Many<String> ended = Sinks.many().multicast().directBestEffort();
    private final Counter counter;
    private final FailureLog failures;
    private Disposable subscription = Disposables.disposed();

    SessionEndBroadcast(ChannelLayer channels, MeterRegistry meters, FailureLog failures) {
        this.channels = channels;
        this.failures = failures;
        counter = Counter.builder("parley.sessions.ended")
                .description("Sessions ended by this node: logged out, revoked or disabled")
                .register(meters);
    }

    /**
     * Emits the ids of sessions as they end, on any node and for any account; an id may be repeated. Hot, never
     * completes. Subscribers must not block and must request unbounded demand, or ids are dropped.
     */
    public Flux<String> ids() {
        return ended.asFlux();
    }

    /**
     * Notifies this node, then all others. Always completes without an error, because the sessions have already ended.
     */
    public Mono<Void> publish(List<String> ids) {
        if (ids.isEmpty()) {
            return Mono.empty();
        }
        counter.increment(ids.size());
        byte[] message = String.join("\n", ids).getBytes(StandardCharsets.US_ASCII);
        return Mono.fromRunnable(() -> ids.forEach(this::emit))
                .then(channels.publish(CHANNEL, message))
                .onErrorResume(error -> {
                    failures.add(
                            "Could not notify other nodes of ended sessions; they will notice at their next tick",
                            error);
                    return Mono.empty();
                });
    }

    private void receive(byte[] message) {
        new String(message, StandardCharsets.US_ASCII).lines().forEach(this::emit);
    }

    private void emit(String id) {
        ended.emitNext(id, Sinks.EmitFailureHandler.busyLooping(CONTENTION_TIMEOUT));
    }

    @Override
    public void start() {
        Disposable.Composite subscriptions = Disposables.composite();
        subscriptions.add(channels.subscribe(CHANNEL, this::receive)
                .subscribe(subscriptions::add, error -> log.error("Cannot subscribe to ended sessions", error)));
        subscription = subscriptions;
    }

    @Override
    public void stop() {
        subscription.dispose();
    }

    @Override
    public boolean isRunning() {
        return !subscription.isDisposed();
    }
}
