package chat.parley.room;

/** Listens for changes of an account's preferences for a room, stored by this node. Must not block. */
public interface MembershipListener {

    void changed(String room, String username);
}
