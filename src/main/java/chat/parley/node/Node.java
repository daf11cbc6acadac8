package chat.parley.node;

/**
 * This incarnation of a server process.
 *
 * @param id random at every start: what a former incarnation held is never mistaken for this one's
 */
public record Node(String id) {}
