package chat.parley.account;

import chat.parley.channel.ChannelLayer;
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
 * Word of sessions that have ended, from every node to every node. It is a doorbell: this node always hears of what
 * it ended itself, and other nodes hear at once as long as the channel layer is up. Whoever must be sure asks
 * {@link Sessions#live} now and then.
 */
@Component
public class EndedSessions implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EndedSessions.class);
    private static final String CHANNEL = "sessions";
    private static final Duration CONTENTION = Duration.ofSeconds(1);

    private final ChannelLayer channels;
    private final Sinks.Many<String> ended = Sinks.many().multicast().directBestEffort();
    private final Counter told;
    private Disposable subscription = Disposables.disposed();

    EndedSessions(ChannelLayer channels, MeterRegistry meters) {
        this.channels = channels;
        told = Counter.builder("parley.sessions.ended")
                .description("Sessions that this node has ended: logged out, ended from elsewhere, disabled")
                .register(meters);
    }

    /**
     * The ids of sessions as they end, of any node and any account. The same id may come twice. Hot, and never
     * completes; who subscribes must not block and must request without bound, or misses ids.
     */
    public Flux<String> ids() {
        return ended.asFlux();
    }

    /** Tells this node, then all others; completes in any case, because the sessions have ended already. */
    Mono<Void> tell(List<String> ids) {
        if (ids.isEmpty()) {
            return Mono.empty();
        }
        told.increment(ids.size());
        byte[] message = String.join("\n", ids).getBytes(StandardCharsets.US_ASCII);
        return Mono.fromRunnable(() -> ids.forEach(this::emit))
                .then(channels.publish(CHANNEL, message))
                .onErrorResume(error -> {
                    log.warn("Other nodes will notice later that sessions have ended: {}", error.toString());
                    return Mono.empty();
                });
    }

    private void hear(byte[] message) {
        new String(message, StandardCharsets.US_ASCII).lines().forEach(this::emit);
    }

    private void emit(String id) {
        ended.emitNext(id, Sinks.EmitFailureHandler.busyLooping(CONTENTION));
    }

    @Override
    public void start() {
        Disposable.Composite all = Disposables.composite();
        all.add(channels.subscribe(CHANNEL, this::hear)
                .subscribe(all::add, error -> log.error("Cannot hear of ended sessions", error)));
        subscription = all;
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
