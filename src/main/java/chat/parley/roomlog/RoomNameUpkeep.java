package chat.parley.roomlog;

import chat.parley.http.FailureLog;
import chat.parley.node.BackgroundTask;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Background task that registers the names of rooms created by nodes of older versions. */
@Configuration(proxyBeanMethods = false)
class RoomNameUpkeep {

    private static final Duration INTERVAL = Duration.ofMinutes(10);

    @Bean
    BackgroundTask roomNameUpkeepTask(RoomNames names, FailureLog failures) {
        return new BackgroundTask(() -> Flux.interval(Duration.ZERO, INTERVAL)
                .onBackpressureDrop()
                .concatMap(time -> storeMissing(names, failures), 1)
                .subscribe());
    }

    private static Mono<Void> storeMissing(RoomNames names, FailureLog failures) {
        return names.storeMissing()
                .doOnError(failure -> failures.add("Could not register names of a former version; retrying", failure))
                .onErrorComplete();
    }
}
