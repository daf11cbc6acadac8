package chat.parley.roomlog;

import java.util.List;

/** Hears of what this node has committed, at once. Must not wait and must not throw. */
public interface ChangeListener {

    /**
     * Called once per room and transaction, after the commit and before any answer, on the log's own thread, in revision
     * order for each room.
     */
    void committed(String room, List<Entry> entries);

    /**
     * A room has been made; called after the commit and before the answer.
     *
     * @param members the names of those who belong to it from its beginning
     */
    default void created(String room, List<String> members) {}
}
