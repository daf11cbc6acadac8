package chat.parley.roomlog;

/** An account's belonging to a room; {@code joined} is false for who has left or was removed. */
public record MemberState(String username, Role role, boolean joined, long revision) implements Change {}
