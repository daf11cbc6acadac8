package chat.parley.room;

/** Listens for read marks that accounts set, stored by this node. Must not block. */
public interface ReadListener {

    /** @param back whether the mark was moved back to {@code seq}, so that later messages are unread again */
    void read(String room, String username, long seq, boolean back);
}
