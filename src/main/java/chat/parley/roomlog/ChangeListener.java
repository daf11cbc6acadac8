package chat.parley.roomlog;

import java.util.List;

/** Receives this node's commits, immediately after each one. Implementations must neither block nor throw. */
public interface ChangeListener {

    /**
     * Called once per room and transaction, after the commit and before any answer, on the log's own thread, in revision
     * order for each room.
     */
    void committed(String room, Publication publication);

    /**
     * Called after the commit that created a room and before the answer.
     *
     * @param members the usernames of its initial members
     */
    default void created(String room, List<String> members) {}
}
