package chat.parley.database;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param statementTimeout a statement that takes longer is a fault, not work, and fails; a connection to PostgreSQL that
 *     says nothing for a fifth longer is given up, and a transaction in which nothing is said for half as long is ended
 */
@ConfigurationProperties("parley.database")
record DatabaseProperties(@DefaultValue("10s") Duration statementTimeout) {

    DatabaseProperties {
        Assert.isTrue(statementTimeout.toMillis() >= 100, "parley.database.statement-timeout must be 100ms or more");
    }

    Duration answerLimit() {
        return statementTimeout.multipliedBy(6).dividedBy(5);
    }

    Duration idleInTransaction() {
        return statementTimeout.dividedBy(2);
    }
}
