package chat.parley;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcAutoConfiguration;
import org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcRepositoriesAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.task.TaskExecutorMetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasksObservationAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcInitializationAutoConfiguration;
import org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;

/** Starts a Parley node. */
@SpringBootApplication(
        scanBasePackages = "chat.parley",
        exclude = {
            // Would create an account with a random password
            ReactiveUserDetailsServiceAutoConfiguration.class,
            // Create proxies around beans, which no code here needs, or inspect every bean for annotations that request
            // one
            AopAutoConfiguration.class,
            PersistenceExceptionTranslationAutoConfiguration.class,
            TransactionAutoConfiguration.class,
            // Generate repositories from interfaces; Parley's repositories are classes
            DataR2dbcAutoConfiguration.class,
            DataR2dbcRepositoriesAutoConfiguration.class,
            // Provide threads and scripts that no code here uses
            R2dbcInitializationAutoConfiguration.class,
            ScheduledTasksObservationAutoConfiguration.class,
            TaskExecutionAutoConfiguration.class,
            TaskExecutorMetricsAutoConfiguration.class,
            TaskSchedulingAutoConfiguration.class
        })
@ConfigurationPropertiesScan("chat.parley")
public class Parley {

    public static void main(String[] args) {
        OutOfMemoryExit.endsTheProcess();
        SpringApplication.run(Parley.class, args);
        OutOfMemoryExit.endsTheProcessWhenLogged();
        StartupHeapRelease.release();
    }
}
