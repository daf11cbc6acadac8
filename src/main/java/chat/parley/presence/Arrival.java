package chat.parley.presence;

import reactor.core.publisher.Sinks;

/** A connection comes to a room or leaves it, and somebody waits until that is stored. */
record Arrival(String connection, String room, long account, boolean here, Sinks.Empty<Void> stored) {}
