package chat.parley.room;

/** Hears of an account's own word of how far it has read, on this node, when it is stored. Must not wait. */
public interface ReadListener {

    /** @param back whether the mark was moved back to there, and what comes after is unread */
    void read(String room, String username, long seq, boolean back);
}
