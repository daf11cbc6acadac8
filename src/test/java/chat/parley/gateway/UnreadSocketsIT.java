package chat.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyProcess;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.RawSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server buffers nothing for clients that send but do not read. */
class UnreadSocketsIT {

    private static final byte[] PING = RawSocket.frame(RawSocket.PING, true, new byte[0]);

    /** Each would take two hundred bytes of heap if its pong were buffered there. */
    private static final byte[] PINGS = RawSocket.times(3_000_000, PING);

    private static final byte[] LONG_PING = RawSocket.frame(RawSocket.PING, true, new byte[125]);

    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(1);
    private static final long HEAP_NOISE = 50_000_000;

    private final ParleyProcess server = ParleyServer.with().startProcess();
    private final Person ann = Person.signUp(server.url(), "ann");
    private final Person bob = Person.signUp(server.url(), "bob");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void pingsOfUnreadSocketsDoNotFillHeap() {
        try (RawSocket first = RawSocket.webSocket(ann);
                RawSocket second = RawSocket.webSocket(ann)) {
            first.offer(PINGS, WRITE_TIMEOUT);
            long before = server.heapInUse();
            second.offer(PINGS, WRITE_TIMEOUT);
            assertThat(server.heapInUse() - before).isLessThan(HEAP_NOISE);
            assertThat(bob.connect().ask("type", "ping").get("type").asString()).isEqualTo("pong");
        }
    }

    @Test
    void unblockedSocketGetsPongToNewestPing() {
        try (RawSocket socket = RawSocket.webSocket(ann)) {
            byte[] pings = RawSocket.times(200_000, LONG_PING);
            int taken = socket.offer(pings, WRITE_TIMEOUT);
            byte[] last = "the last".getBytes(StandardCharsets.UTF_8);
            Thread reader = new Thread(() -> awaitPong(socket, last));
            reader.start();
            // Complete a frame that may have been cut
            socket.send(RawSocket.times((pings.length - taken) % LONG_PING.length, new byte[1]));
            socket.send(RawSocket.frame(RawSocket.PING, true, last));
            assertThat(joined(reader)).isTrue();
        }
    }

    private static void awaitPong(RawSocket socket, byte[] payload) {
        byte[] pong = socket.next(RawSocket.PONG);
        while (pong != null && !Arrays.equals(pong, payload)) {
            pong = socket.next(RawSocket.PONG);
        }
    }

    private static boolean joined(Thread thread) {
        try {
            thread.join(10_000);
            return !thread.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
