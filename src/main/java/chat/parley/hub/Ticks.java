package chat.parley.hub;

import chat.parley.channel.ChannelLayer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * When to compare with the database what nodes tell each other: regularly with jitter, at once when the channel layer
 * comes back, and often while it is down.
 */
@Component
public class Ticks {

    private static final Log log = LogFactory.getLog(Ticks.class);
    private static final double JITTER = 0.2;

    private final Flux<ChannelLayer.State> ticks;
    private final HubMeters meters;

    Ticks(ChannelLayer channels, HubProperties properties, SecureRandom random, HubMeters meters) {
        this.meters = meters;
        this.ticks = channels.states()
                .distinctUntilChanged()
                .switchMap(state -> Flux.concat(
                        Mono.just(state),
                        every(state == ChannelLayer.State.UP ? properties.tick() : properties.tickWhileDown(), random)
                                .map(tick -> state)))
                .share();
    }

    /**
     * Does some work at every tick, until disposed of. A tick that comes while the work is still busy is left out; work
     * that fails is logged, and tried again at the next.
     *
     * @param what the work is, for the log: "compare …"
     */
    public Disposable each(String what, Supplier<Mono<Void>> work) {
        return ticks.onBackpressureDrop()
                .concatMap(
                        tick -> meters.tick(what, Mono.defer(work)).onErrorResume(failure -> later(what, failure)), 1)
                .subscribe();
    }

    private static Mono<Void> later(String what, Throwable failure) {
        log.warn("Could not " + what + "; the next tick tries again", failure);
        return Mono.empty();
    }

    private static Flux<Long> every(Duration period, SecureRandom random) {
        return Mono.defer(() -> Mono.delay(jittered(period, random))).repeat();
    }

    private static Duration jittered(Duration period, SecureRandom random) {
        double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
        return Duration.ofMillis(Math.round(period.toMillis() * factor));
    }
}
