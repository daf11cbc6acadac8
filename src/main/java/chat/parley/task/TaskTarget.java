package chat.parley.task;

/**
 * Whom a task calls. Tasks that call a host that never answers, or that are due to one account, do not delay others.
 *
 * @param host as it is called
 * @param account the id of the account on whose behalf
 */
public record TaskTarget(String host, long account) {}
