package chat.parley.roomlog;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param lanes how many transactions may be in flight at once; every room belongs to one lane. More of them are smaller,
 *     and cost more for each message; fewer let more rooms wait for one that is slow
 * @param capacity how many writes may wait in a lane before further ones are refused
 */
@Validated
@ConfigurationProperties("parley.room-log")
record RoomLogProperties(
        @DefaultValue("2") @Min(1) @Max(64) int lanes,
        @DefaultValue("10000") @Min(1) int capacity) {}
