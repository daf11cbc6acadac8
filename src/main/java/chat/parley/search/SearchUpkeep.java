package chat.parley.search;

import chat.parley.database.DatabaseAddress;
import chat.parley.node.BackgroundTask;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger log = LoggerFactory.getLogger(SearchUpkeep.class);
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    @Bean
    BackgroundTask searchIndexTask(SearchIndex index) {
        return new BackgroundTask(index::start);
    }

    @Bean
    BackgroundTask foldingTask(FoldingMigration migration, DatabaseAddress address) {
        Flux<Long> times = address.embedded() ? Flux.just(0L) : Flux.interval(Duration.ZERO, INTERVAL);
        return new BackgroundTask(() ->
                times.onBackpressureDrop().concatMap(time -> fold(migration), 1).subscribe());
    }

    private static Mono<Void> fold(FoldingMigration migration) {
        return migration
                .all()
                .doOnError(failure -> log.warn("Could not fold the texts of a former version for search yet", failure))
                .onErrorComplete();
    }
}
