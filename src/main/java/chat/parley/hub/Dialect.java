package chat.parley.hub;

import java.util.List;

/**
 * A wire form of a room's events. Stateless and compared by identity. Each encoding is made once and shared by all
 * connections with the same dialect, so the bytes must not be modified. An empty list means that the dialect has no
 * frame for the event.
 */
public interface Dialect {

    /** Returns the frames that take a client from {@code range.after()} to {@code range.revision()}. */
    List<byte[]> encode(String room, RevisionRange range);

    List<byte[]> encode(String room, Signal signal);
}
