package chat.parley.room;

/** Hears that an account's own wishes for one of its rooms were stored, on this node. Must not wait. */
public interface SeatListener {

    void changed(String room, String username);
}
