package chat.parley.channel.redis;

import chat.parley.channel.ChannelMeters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The numbered pings that a link sends itself. A ping that returns confirms all earlier ones. */
final class PingSequence {

    private final String channel;
    private final ChannelMeters meters;
    private long sent;
    private volatile long returned;
    private volatile long confirmed;

    PingSequence(String channel, ChannelMeters meters) {
        this.channel = channel;
        this.meters = meters;
    }

    String channel() {
        return channel;
    }

    /** Returns the payload of the next ping. Called only on the layer's thread. */
    byte[] next() {
        sent++;
        return (sent + " " + System.nanoTime()).getBytes(StandardCharsets.US_ASCII);
    }

    /** Records a returned ping. Called on the connection's thread. */
    void returned(byte[] ping) {
        String[] numberAndTime = fields(ping);
        returned = Long.parseLong(numberAndTime[0]);
        meters.pingReturned(Duration.ofNanos(System.nanoTime() - Long.parseLong(numberAndTime[1])));
    }

    /** Records a ping that Redis has confirmed. Called on the connection's thread. */
    void confirmed(byte[] ping) {
        confirmed = Long.parseLong(fields(ping)[0]);
    }

    private static String[] fields(byte[] ping) {
        return new String(ping, StandardCharsets.US_ASCII).split(" ");
    }

    /**
     * Returns the number of pings sent since the newest one that was confirmed and returned. Called only on the layer's
     * thread.
     */
    long unreturned() {
        return sent - Math.min(returned, confirmed);
    }
}
