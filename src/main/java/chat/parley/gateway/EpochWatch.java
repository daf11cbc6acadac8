package chat.parley.gateway;

import chat.parley.database.Epoch;
import chat.parley.node.Background;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A connection belongs to one epoch: when another one begins, all of them end, and their clients open their rooms anew. */
@Configuration(proxyBeanMethods = false)
class EpochWatch {

    @Bean
    Background watchingTheEpoch(Epoch epoch, Connections connections) {
        return new Background(() -> epoch.onChange(
                () -> connections.end(connections.all(), Closing.NEW_EPOCH).subscribe()));
    }
}
