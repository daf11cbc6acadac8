package chat.parley.account;

import chat.parley.node.Background;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes the keys of display names that a former version stored, and its nodes beside this one. */
@Configuration(proxyBeanMethods = false)
class NameUpkeep {

    private static final Logger log = LoggerFactory.getLogger(NameUpkeep.class);
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    @Bean
    Background makingNameKeys(AccountNames names) {
        return new Background(() -> Flux.interval(Duration.ZERO, INTERVAL)
                .onBackpressureDrop()
                .concatMap(time -> make(names), 1)
                .subscribe());
    }

    private static Mono<Void> make(AccountNames names) {
        return names.makeKeys()
                .doOnError(failure -> log.warn("Names of a former version have no keys yet", failure))
                .onErrorComplete();
    }
}
