package chat.parley.roomlog;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param lanes how many transactions may be in flight at once; every room belongs to one lane. More of them are smaller,
 *     and cost more for each message; fewer let more rooms wait for one that is slow
 * @param capacity how many writes may wait in a lane before further ones are refused
 * @param timeout a transaction that takes longer is given up, and its writes are refused as {@code unavailable}, as is a
 *     write that has waited for so long before its transaction began. A node whose log has done nothing for half of it is
 *     not ready
 */
@Validated
@ConfigurationProperties("parley.room-log")
record RoomLogProperties(
        @DefaultValue("2") @Min(1) @Max(64) int lanes,
        @DefaultValue("10000") @Min(1) int capacity,
        @DefaultValue("15s") @DurationMin(millis = 100) Duration timeout) {}
