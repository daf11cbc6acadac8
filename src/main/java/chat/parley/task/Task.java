package chat.parley.task;

import java.util.Set;

/**
 * A task that this node runs.
 *
 * @param key its unique name, the same in every try; use it to make external effects idempotent
 * @param tries the number of this try, 1 for the first
 * @param groups the groups whose turns it shares: the host that it calls, and the account on whose behalf
 */
public record Task(long id, String kind, String key, String body, int tries, Set<String> groups) {}
