package chat.parley.node;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * This node among its peers. All nodes of an installation should have the same durations.
 *
 * @param address where operators find this node; the name of the machine if it is empty
 * @param lease how long the others believe in a node that has fallen silent
 * @param renewEvery how often the lease is renewed; fits into it at least twice, so that one may fail
 * @param timeout the longest wait for the database to renew
 * @param sweepAfter how long after its lease a dead node's rows are removed
 */
@ConfigurationProperties("parley.node")
public record NodeProperties(
        @DefaultValue("") String address,
        @DefaultValue("8s") Duration lease,
        @DefaultValue("2500ms") Duration renewEvery,
        @DefaultValue("2s") Duration timeout,
        @DefaultValue("30s") Duration sweepAfter) {

    public NodeProperties {
        Assert.isTrue(renewEvery.toMillis() > 0, "parley.node.renew-every must be positive");
        Assert.isTrue(
                lease.compareTo(renewEvery.multipliedBy(2)) >= 0,
                "parley.node.lease must be at least twice as long as parley.node.renew-every");
        Assert.isTrue(timeout.toMillis() > 0, "parley.node.timeout must be positive");
        Assert.isTrue(!sweepAfter.isNegative(), "parley.node.sweep-after must not be negative");
        Assert.isTrue(address.length() <= 256, "parley.node.address must not be longer than 256 characters");
    }
}
