package chat.parley.node;

import org.jspecify.annotations.Nullable;

/**
 * The state of a node at the last renewal of its lease.
 *
 * @param sockets open WebSockets
 * @param rooms live rooms
 * @param lag how many changes the room furthest behind its log was missing at the last tick
 * @param roundTripMicros the slowest round trip of a message through Redis in the last minutes; null without Redis
 * @param channelUp whether the channel layer was connected
 */
public record Vitals(
        int sockets, int rooms, long lag, @Nullable Long roundTripMicros, boolean channelUp) {}
