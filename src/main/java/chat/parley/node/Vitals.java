package chat.parley.node;

import org.jspecify.annotations.Nullable;

/**
 * How a node fares, as it told when it last renewed its lease.
 *
 * @param sockets open on it
 * @param rooms live on it
 * @param lag how many changes the room that was the furthest behind its log missed at the newest tick
 * @param roundTripMicros the slowest way of a message to itself through Redis in the last minutes; null without Redis
 * @param channelUp whether the channel layer carried anything
 */
public record Vitals(
        int sockets, int rooms, long lag, @Nullable Long roundTripMicros, boolean channelUp) {}
