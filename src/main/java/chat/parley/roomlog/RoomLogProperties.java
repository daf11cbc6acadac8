package chat.parley.roomlog;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Settings of the room log.
 *
 * @param lanes the number of write queues, and so the maximum number of concurrent transactions; every room is assigned
 *     to one queue. With more queues, transactions are smaller and cost more per message; with fewer, more rooms wait
 *     behind a slow one
 * @param capacity the maximum number of writes that may wait in a queue; further ones are refused
 * @param timeout the limit for a transaction; when it is exceeded, the writes are refused as {@code unavailable}, as is
 *     a write that has waited this long for its transaction to begin. A node whose log has made no progress for half of
 *     this time is not ready
 * @param editHistory whether the former texts of edited messages are kept and shown until the message is deleted
 */
@ConfigurationProperties("parley.room-log")
record RoomLogProperties(
        @DefaultValue("2") int lanes,
        @DefaultValue("10000") int capacity,
        @DefaultValue("15s") Duration timeout,
        @DefaultValue("true") boolean editHistory) {

    private static final int MAX_LANES = 64;

    RoomLogProperties {
        Assert.isTrue(lanes >= 1 && lanes <= MAX_LANES, "parley.room-log.lanes must be 1 to " + MAX_LANES);
        Assert.isTrue(capacity >= 1, "parley.room-log.capacity must be 1 or more");
        Assert.isTrue(timeout.toMillis() >= 100, "parley.room-log.timeout must be 100ms or more");
    }
}
