package chat.parley.search;

import chat.parley.database.DatabaseAddress;
import chat.parley.http.FailureLog;
import chat.parley.node.BackgroundTask;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs the maintenance of the search: creates the index and folds outdated texts. With the embedded database one pass
 * at start-up suffices, because no other node can store unfolded texts.
 */
@Configuration(proxyBeanMethods = false)
class SearchUpkeep {

    private static final Duration INTERVAL = Duration.ofMinutes(10);

    @Bean
    BackgroundTask searchIndexTask(SearchIndex index) {
        return new BackgroundTask(index::start);
    }

    @Bean
    BackgroundTask foldingTask(FoldingMigration migration, DatabaseAddress address, FailureLog failures) {
        Flux<Long> times = address.embedded() ? Flux.just(0L) : Flux.interval(Duration.ZERO, INTERVAL);
        return new BackgroundTask(() -> times.onBackpressureDrop()
                .concatMap(time -> fold(migration, failures), 1)
                .subscribe());
    }

    private static Mono<Void> fold(FoldingMigration migration, FailureLog failures) {
        return migration
                .all()
                .doOnError(
                        failure -> failures.add("Could not fold the texts of a former version for search yet", failure))
                .onErrorComplete();
    }
}
