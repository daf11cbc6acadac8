package chat.parley.roomlog;

import chat.parley.node.BackgroundTask;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Background task that registers the names of rooms created by nodes of older versions. */
@Configuration(proxyBeanMethods = false)
class RoomNameUpkeep {

    private static final Logger log = LoggerFactory.getLogger(RoomNameUpkeep.class);
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    @Bean
    BackgroundTask roomNameUpkeepTask(RoomNames names) {
        return new BackgroundTask(() -> Flux.interval(Duration.ZERO, INTERVAL)
                .onBackpressureDrop()
                .concatMap(time -> storeMissing(names), 1)
                .subscribe());
    }

    private static Mono<Void> storeMissing(RoomNames names) {
        return names.storeMissing()
                .doOnError(failure -> log.warn("Could not store the room names of a former version yet", failure))
                .onErrorComplete();
    }
}
