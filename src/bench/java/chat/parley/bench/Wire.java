package chat.parley.bench;

import java.util.List;

/** How a kind of server is spoken to. */
interface Wire {

    /** So many new rooms with so many people in each, room by room. */
    List<Seat> seats(int rooms, int people);
}
