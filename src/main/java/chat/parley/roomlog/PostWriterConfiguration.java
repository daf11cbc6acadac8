package chat.parley.roomlog;

import chat.parley.database.DatabaseAddress;
import chat.parley.database.h2.ShortTransactions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** Selects the fastest way to store a post in the configured database. */
@Configuration(proxyBeanMethods = false)
class PostWriterConfiguration {

    @Bean
    PostWriter postWriter(DatabaseAddress address, ShortTransactions transactions, DatabaseClient database) {
        return address.embedded() ? new EmbeddedPostWriter(transactions) : new ExternalPostWriter(database);
    }
}
