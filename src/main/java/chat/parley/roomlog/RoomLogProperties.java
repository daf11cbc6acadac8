package chat.parley.roomlog;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param lanes how many transactions may be in flight at once; every room belongs to one lane. More of them are smaller,
 *     and cost more for each message; fewer let more rooms wait for one that is slow
 * @param capacity how many writes may wait in a lane before further ones are refused
 * @param timeout a transaction that takes longer is given up, and its writes are refused as {@code unavailable}, as is a
 *     write that has waited for so long before its transaction began. A node whose log has done nothing for half of it is
 *     not ready
 */
@ConfigurationProperties("parley.room-log")
record RoomLogProperties(
        @DefaultValue("2") int lanes,
        @DefaultValue("10000") int capacity,
        @DefaultValue("15s") Duration timeout) {

    private static final int MAX_LANES = 64;

    RoomLogProperties {
        Assert.isTrue(lanes >= 1 && lanes <= MAX_LANES, "parley.room-log.lanes must be 1 to " + MAX_LANES);
        Assert.isTrue(capacity >= 1, "parley.room-log.capacity must be 1 or more");
        Assert.isTrue(timeout.toMillis() >= 100, "parley.room-log.timeout must be 100ms or more");
    }
}
