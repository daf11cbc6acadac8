package chat.parley.task;

import java.time.Instant;

/** A task that was given up. */
public record FailedTask(long id, String kind, String key, int tries, String lastError, Instant failedAt) {}
