package chat.parley.hub;

import java.util.List;

/**
 * A wire form of what happens in a room. Stateless and compared by identity: whatever it encodes is encoded once and
 * shared by all connections that speak it, so the bytes must never be written to. An empty list says nothing.
 */
public interface Dialect {

    /** The frames that take a client from {@code span.after()} to {@code span.revision()}. */
    List<byte[]> encode(String room, Span span);

    List<byte[]> encode(String room, Signal signal);
}
