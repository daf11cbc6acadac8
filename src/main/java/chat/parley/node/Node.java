package chat.parley.node;

/**
 * This incarnation of a server process.
 *
 * @param id random for each incarnation, so that rows of a former one are never taken for this one's
 * @param address the address for operators; by default the host name
 */
public record Node(String id, String address) {}
