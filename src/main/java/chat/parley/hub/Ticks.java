package chat.parley.hub;

import chat.parley.channel.ChannelLayer;
import java.security.SecureRandom;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * When to compare with the database what nodes tell each other: regularly with jitter, at once when the channel layer
 * comes back, and often while it is down.
 */
@Component
public class Ticks {

    private static final double JITTER = 0.2;

    private final Flux<ChannelLayer.State> ticks;

    Ticks(ChannelLayer channels, HubProperties properties, SecureRandom random) {
        this.ticks = channels.states()
                .distinctUntilChanged()
                .switchMap(state -> Flux.concat(
                        Mono.just(state),
                        every(state == ChannelLayer.State.UP ? properties.tick() : properties.tickWhileDown(), random)
                                .map(tick -> state)))
                .share();
    }

    /** Shared by everybody. A tick that comes while one is still busy is left out. */
    public Flux<ChannelLayer.State> ticks() {
        return ticks.onBackpressureDrop();
    }

    private static Flux<Long> every(Duration period, SecureRandom random) {
        return Mono.defer(() -> Mono.delay(jittered(period, random))).repeat();
    }

    private static Duration jittered(Duration period, SecureRandom random) {
        double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
        return Duration.ofMillis(Math.round(period.toMillis() * factor));
    }
}
