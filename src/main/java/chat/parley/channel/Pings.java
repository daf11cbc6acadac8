package chat.parley.channel;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a link sends itself: numbered, so that one that comes back stands for all before it. */
final class Pings {

    private final String channel;
    private final ChannelMeters meters;
    private long sent;
    private volatile long returned;

    Pings(String channel, ChannelMeters meters) {
        this.channel = channel;
        this.meters = meters;
    }

    String channel() {
        return channel;
    }

    /** The next one to send. Only for the layer's thread. */
    byte[] next() {
        sent++;
        return (sent + " " + System.nanoTime()).getBytes(StandardCharsets.US_ASCII);
    }

    /** This one has come back. On the connection's thread. */
    void returned(byte[] ping) {
        String[] numberAndTime = new String(ping, StandardCharsets.US_ASCII).split(" ");
        returned = Long.parseLong(numberAndTime[0]);
        meters.pingReturned(Duration.ofNanos(System.nanoTime() - Long.parseLong(numberAndTime[1])));
    }

    /** How many have gone out since the newest one that came back. Only for the layer's thread. */
    long unreturned() {
        return sent - returned;
    }
}
