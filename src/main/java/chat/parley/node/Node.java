package chat.parley.node;

/**
 * This incarnation of a server process.
 *
 * @param id random at every start: what a former incarnation held is never mistaken for this one's
 * @param address where operators find it; the name of the machine unless told otherwise
 */
public record Node(String id, String address) {}
