package chat.parley.task;

/**
 * The host that a task calls, and for which account. Tasks for an unresponsive host or a busy account delay no others.
 *
 * @param host the host name, as in the request
 * @param account the id of the account on whose behalf
 */
public record TaskTarget(String host, long account) {}
