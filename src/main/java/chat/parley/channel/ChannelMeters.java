package chat.parley.channel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What the channel layer counts. */
final class ChannelMeters {

    private final Timer roundTrip;
    private final Counter down;
    private final Counter full;

    ChannelMeters(MeterRegistry registry) {
        roundTrip = Timer.builder("parley.channel.round.trip")
                .description("The way of a message to this node itself through Redis")
                .register(registry);
        down = dropped(registry, "down");
        full = dropped(registry, "full");
    }

    private static Counter dropped(MeterRegistry registry, String reason) {
        return Counter.builder("parley.channel.dropped")
                .description("Messages to other nodes that were not taken; those find out by the tick")
                .tag("reason", reason)
                .register(registry);
    }

    void pingReturned(Duration after) {
        roundTrip.record(after);
    }

    /** A message for a channel layer that is out of reach. */
    void droppedWhileDown() {
        down.increment();
    }

    /** A message when too many wait already. */
    void droppedAsFull() {
        full.increment();
    }
}
