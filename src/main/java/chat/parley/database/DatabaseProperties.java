package chat.parley.database;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Settings of the database.
 *
 * @param timeout the maximum time of a connection's use outside of the room log, from the request to the return; longer
 *     use fails as {@code unavailable}
 * @param longWorkTimeout the same limit for work that is expected to take long: a backup, an index
 * @param statementTimeout the maximum time of a statement; longer ones fail. A connection to PostgreSQL without an
 *     answer for 1.2 times as long is abandoned, and a transaction that is idle for half as long is ended
 */
@ConfigurationProperties("parley.database")
record DatabaseProperties(
        @DefaultValue("15s") Duration timeout,
        @DefaultValue("4h") Duration longWorkTimeout,
        @DefaultValue("10s") Duration statementTimeout) {

    DatabaseProperties {
        Assert.isTrue(timeout.toMillis() >= 100, "parley.database.timeout must be 100ms or more");
        Assert.isTrue(longWorkTimeout.toMillis() >= 100, "parley.database.long-work-timeout must be 100ms or more");
        Assert.isTrue(statementTimeout.toMillis() >= 100, "parley.database.statement-timeout must be 100ms or more");
    }

    Duration answerLimit() {
        return statementTimeout.multipliedBy(6).dividedBy(5);
    }

    Duration idleInTransaction() {
        return statementTimeout.dividedBy(2);
    }
}
