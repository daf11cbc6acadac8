package chat.parley.message;

import chat.parley.database.DatabaseAddress;
import chat.parley.node.Background;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes messages quick to find: the index where there can be one, and folded texts for all. An embedded database has no
 * other node that leaves texts unfolded; one look at the start is enough.
 */
@Configuration(proxyBeanMethods = false)
class SearchUpkeep {

    private static final Logger log = LoggerFactory.getLogger(SearchUpkeep.class);
    private static final Duration AGAIN = Duration.ofMinutes(10);

    @Bean
    Background makingSearchIndex(SearchIndex index) {
        return new Background(index::begin);
    }

    @Bean
    Background foldingTexts(Refolding refolding, DatabaseAddress address) {
        Flux<Long> times = address.embedded() ? Flux.just(0L) : Flux.interval(Duration.ZERO, AGAIN);
        return new Background(() ->
                times.onBackpressureDrop().concatMap(time -> fold(refolding), 1).subscribe());
    }

    private static Mono<Void> fold(Refolding refolding) {
        return refolding
                .all()
                .doOnError(failure -> log.warn("Texts of former versions could not be folded for search yet", failure))
                .onErrorComplete();
    }
}
