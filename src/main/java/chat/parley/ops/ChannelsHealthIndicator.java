package chat.parley.ops;

import chat.parley.channel.ChannelLayer;
import chat.parley.channel.ChannelLayer.State;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Reports whether the channel layer is connected. Chat works without it, so an outage only degrades the node's health.
 */
@Component
class ChannelsHealthIndicator implements ReactiveHealthIndicator, MeterBinder, SmartLifecycle {

    private final ChannelLayer channels;
    private final AtomicLong outages = new AtomicLong();
    private volatile State state = State.DOWN;
    private Disposable subscription = Disposables.disposed();

    ChannelsHealthIndicator(ChannelLayer channels) {
        this.channels = channels;
    }

    @Override
    public Mono<Health> health() {
        return Mono.fromSupplier(() -> state == State.UP
                ? Health.up().build()
                : Health.status(Degraded.STATUS)
                        .withDetail(
                                "reason",
                                channels.trouble() + ". Chat goes on, but changes reach other nodes with a delay")
                        .build());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("parley.channel.up", this, channel -> channel.state == State.UP ? 1 : 0)
                .description("1 while the channel layer carries messages between nodes")
                .register(registry);
        FunctionCounter.builder("parley.channel.outages", outages, AtomicLong::get)
                .description("Times that the channel layer became unreachable")
                .register(registry);
    }

    @Override
    public void start() {
        subscription = channels.states().subscribe(this::update);
    }

    private void update(State current) {
        if (state == State.UP && current == State.DOWN) {
            outages.incrementAndGet();
        }
        state = current;
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
