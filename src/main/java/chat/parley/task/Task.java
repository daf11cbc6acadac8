package chat.parley.task;

/**
 * A task that this node runs.
 *
 * @param key its unique name, the same in every try; use it to make external effects idempotent
 * @param tries the number of this try, 1 for the first
 */
public record Task(long id, String kind, String key, String body, int tries) {}
