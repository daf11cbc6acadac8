package chat.parley.task;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The settings {@code parley.tasks.*}.
 *
 * @param poll how often a node looks for due tasks, give or take a fifth; it starts tasks of its own immediately
 * @param lease how long a task of a crashed node stays with it before another node runs it
 * @param drain how long a stopping node waits for its running tasks; it then leaves them to other nodes
 */
@ConfigurationProperties("parley.tasks")
record TaskProperties(
        @DefaultValue("2s") Duration poll,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("5s") Duration drain) {

    TaskProperties {
        Assert.isTrue(poll.toMillis() >= 10, "parley.tasks.poll must be 10ms or more");
        Assert.isTrue(lease.toMillis() >= 400, "parley.tasks.lease must be 400ms or more");
        Assert.isTrue(drain.toMillis() > 0, "parley.tasks.drain must be positive");
    }

    /** The interval between renewals of the leases of running tasks; one or two may fail. */
    Duration renewEvery() {
        return lease.dividedBy(4);
    }

    /** How long a task may go on here after its last renewal began; ends before another node may run it. */
    Duration holdFor() {
        return lease.multipliedBy(3).dividedBy(4);
    }
}
