package chat.parley.group;

/**
 * A group as an account sees it in a list.
 *
 * @param people the number of accounts in the group
 * @param mine whether the requesting account is one of them
 */
public record Group(String name, String description, long people, boolean mine) {}
