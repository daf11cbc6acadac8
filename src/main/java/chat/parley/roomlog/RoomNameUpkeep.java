package chat.parley.roomlog;

import chat.parley.node.Background;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Notes the names of rooms that a former version made, and its nodes beside this one. */
@Configuration(proxyBeanMethods = false)
class RoomNameUpkeep {

    private static final Logger log = LoggerFactory.getLogger(RoomNameUpkeep.class);
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    @Bean
    Background notingRoomNames(RoomNames names) {
        return new Background(() -> Flux.interval(Duration.ZERO, INTERVAL)
                .onBackpressureDrop()
                .concatMap(time -> note(names), 1)
                .subscribe());
    }

    private static Mono<Void> note(RoomNames names) {
        return names.noteMissing()
                .doOnError(failure -> log.warn("Names of rooms of a former version are not noted yet", failure))
                .onErrorComplete();
    }
}
