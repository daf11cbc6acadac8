package chat.parley.preview;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The threads on which pages are parsed: each takes up to some tens of milliseconds, and the parser reads its tables.
 */
@Configuration(proxyBeanMethods = false)
class PreviewConfiguration {

    private static final int MAX_QUEUED = 1000;

    @Bean(destroyMethod = "dispose")
    Scheduler previewScheduler() {
        return Schedulers.newBoundedElastic(1, MAX_QUEUED, "previews");
    }
}
