package chat.parley.gateway;

import chat.parley.hub.Dialect;
import java.util.List;

/** What a connection says by itself in its protocol. */
interface Wire {

    Dialect dialect();

    /** Everybody who is in a room. */
    List<byte[]> online(String room, List<String> names);

    /** The account was removed from a room, which is not open any more. */
    void removed(Connection connection, String room);
}
