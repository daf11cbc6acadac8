package chat.parley.channel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Metrics of the channel layer. */
public final class ChannelMeters {

    private final Timer roundTrip;
    private final Counter droppedDown;
    private final Counter droppedFull;

    ChannelMeters(MeterRegistry registry) {
        roundTrip = Timer.builder("parley.channel.round.trip")
                .description("Round trip of a message through Redis back to this node")
                .register(registry);
        droppedDown = dropped(registry, "down");
        droppedFull = dropped(registry, "full");
    }

    private static Counter dropped(MeterRegistry registry, String reason) {
        return Counter.builder("parley.channel.dropped")
                .description("Messages to other nodes that were dropped; those nodes catch up at their next tick")
                .tag("reason", reason)
                .register(registry);
    }

    public void pingReturned(Duration after) {
        roundTrip.record(after);
    }

    /** Counts a message that was dropped because the channel layer is unreachable. */
    public void droppedWhileDown() {
        droppedDown.increment();
    }

    /** Counts a message that was dropped because too many are pending. */
    public void droppedAsFull() {
        droppedFull.increment();
    }
}
