package chat.parley.roomlog;

/** The account that acts, or is acted upon. */
public record Actor(long id, String username) {}
