package chat.parley.mail;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Provides the threads on which JavaMail waits for the mail server. They start with the first mail. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

    static final int THREADS = 2;
    private static final int MAX_QUEUED = 1_000;

    @Bean(destroyMethod = "dispose")
    Scheduler mailScheduler() {
        return Schedulers.newBoundedElastic(THREADS, MAX_QUEUED, "mail");
    }
}
