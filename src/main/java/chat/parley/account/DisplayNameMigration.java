package chat.parley.account;

import chat.parley.http.FailureLog;
import chat.parley.node.BackgroundTask;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Computes the keys of display names that nodes of a former version stored, or still store during a rolling upgrade.
 */
@Configuration(proxyBeanMethods = false)
class DisplayNameMigration {

    private static final Duration INTERVAL = Duration.ofMinutes(10);

    @Bean
    BackgroundTask nameKeysTask(AccountNames names, FailureLog failures) {
        return new BackgroundTask(() -> Flux.interval(Duration.ZERO, INTERVAL)
                .onBackpressureDrop()
                .concatMap(time -> storeMissingKeys(names, failures), 1)
                .subscribe());
    }

    private static Mono<Void> storeMissingKeys(AccountNames names, FailureLog failures) {
        return names.storeMissingKeys()
                .doOnError(failure ->
                        failures.add("Could not compute the keys of names from a former version yet", failure))
                .onErrorComplete();
    }
}
