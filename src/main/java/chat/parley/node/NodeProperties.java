package chat.parley.node;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The settings {@code parley.node.*}. All nodes of an installation should have the same durations.
 *
 * @param address where operators find this node; the host name if it is empty
 * @param lease how long other nodes consider a silent node alive
 * @param renewEvery the interval between renewals; at most half of the lease, so that one renewal may fail
 * @param timeout the longest wait for the database during a renewal
 * @param sweepAfter how long after the end of its lease a dead node's rows are deleted
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
