package chat.parley.bench;

import java.util.List;

/** The protocol of a kind of server. */
interface Wire {

    /** Creates new rooms with people in each; returns the seats room by room. */
    List<Seat> seats(int rooms, int people);
}
