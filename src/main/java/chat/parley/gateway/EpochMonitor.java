package chat.parley.gateway;

import chat.parley.database.Epoch;
import chat.parley.node.BackgroundTask;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Ends all connections when another epoch begins, because each belongs to one epoch. Clients then reopen their rooms.
 */
@Configuration(proxyBeanMethods = false)
class EpochMonitor {

    @Bean
    BackgroundTask epochMonitorTask(Epoch epoch, Connections connections) {
        return new BackgroundTask(() -> epoch.onChange(
                () -> connections.end(connections.all(), CloseCode.NEW_EPOCH).subscribe()));
    }
}
