package chat.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy in front of a port, which fails as networks do. What it is told holds until {@link #heal()}; connections
 * that were lost stay lost.
 */
public final class FaultyWire implements AutoCloseable {

    private volatile int target;
    private final Entrance entrance;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile boolean refusing;
    private volatile boolean vanishing;
    private volatile Duration delay = Duration.ZERO;
    private volatile long bytesPerSecond = Long.MAX_VALUE;
    private volatile @Nullable String unanswered;

    private FaultyWire(int target) {
        this.target = target;
        entrance = new Entrance(this::join);
    }

    /** A wire to a port of this machine, without faults at first. */
    public static FaultyWire to(int port) {
        return new FaultyWire(port);
    }

    public int port() {
        return entrance.port();
    }

    /** Ends all connections properly, and takes no more. */
    public void cut() {
        refusing = true;
        links.forEach(link -> link.end(false));
    }

    /** Ends all connections with RST, as a machine does that knows nothing of them. New ones are welcome. */
    public void reset() {
        links.forEach(link -> link.end(true));
    }

    /** Leads to another port from now on, as a name does that is given to another machine. All connections end. */
    public void redirect(int port) {
        target = port;
        links.forEach(link -> link.end(false));
    }

    /** Bytes vanish, both ways, and nothing fails. A connection that has lost some will never carry any again. */
    public void vanish() {
        vanishing = true;
    }

    /**
     * On each connection that there is, half of the server's next bytes arrives, then nothing more, and nothing fails. New
     * connections are sound.
     */
    public void breakOffAnswers() {
        links.forEach(link -> link.breakingOff = true);
    }

    /** Everything takes so much longer, each way. */
    public void delay(Duration time) {
        delay = time;
    }

    /** Only so many bytes pass in a second, each way. */
    public void bandwidth(long bytes) {
        bytesPerSecond = bytes;
    }

    /** What holds this text reaches the server, and the connection ends in front of the answer. */
    public void loseAnswersTo(String text) {
        unanswered = text;
    }

    /** No faults any more. The server learns now that connections which lost bytes are gone, if the client has left. */
    public void heal() {
        refusing = false;
        vanishing = false;
        delay = Duration.ZERO;
        bytesPerSecond = Long.MAX_VALUE;
        unanswered = null;
        links.forEach(link -> link.breakingOff = false);
        links.stream().filter(link -> link.deserted).forEach(link -> link.end(false));
    }

    @Override
    public void close() {
        entrance.close();
        cut();
    }

    private void join(Socket client) {
        try {
            if (refusing) {
                client.close();
                return;
            }
            Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), target));
            links.add(link);
            Entrance.beside(() -> link.carry(true));
            link.carry(false);
        } catch (IOException e) {
            Entrance.close(client);
        }
    }

    /** One connection through the wire. */
    private final class Link {

        private final Socket client;
        private final Socket server;
        private volatile boolean lost;
        private volatile boolean deserted;
        private volatile boolean breakingOff;
        private volatile boolean answerLost;

        Link(Socket client, Socket server) throws IOException {
            this.client = client;
            this.server = server;
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void carry(boolean toServer) {
            Socket from = toServer ? client : server;
            Socket to = toServer ? server : client;
            byte[] bytes = new byte[16 * 1024];
            try {
                for (int count = read(from, bytes); count >= 0; count = read(from, bytes)) {
                    pass(bytes, count, to, toServer);
                }
                LockSupport.parkNanos(delay.toNanos());
            } catch (IOException e) {
                // The end of one direction is the end of both
            }
            leave(toServer);
        }

        /** Slow as the wire is, so that what is sent has to wait in front of it. */
        private int read(Socket from, byte[] bytes) throws IOException {
            long most = Math.max(1, Math.min(bytes.length, bytesPerSecond / 10));
            return from.getInputStream().read(bytes, 0, (int) most);
        }

        private void pass(byte[] bytes, int count, Socket to, boolean toServer) throws IOException {
            String text = unanswered;
            if (toServer && text != null && new String(bytes, 0, count, StandardCharsets.ISO_8859_1).contains(text)) {
                answerLost = true;
            }
            if (!toServer && answerLost) {
                end(false);
            }
            LockSupport.parkNanos(delay.toNanos());
            lost |= vanishing;
            if (!lost) {
                boolean last = breakingOff && !toServer;
                to.getOutputStream().write(bytes, 0, last ? count / 2 : count);
                lost |= last;
                LockSupport.parkNanos((long) (1e9 * count / bytesPerSecond));
            }
        }

        /** The end of one side is the end of both, unless the word of it vanishes, too. */
        private void leave(boolean clientLeft) {
            lost |= vanishing;
            deserted |= clientLeft;
            if (!lost || (clientLeft && !vanishing)) {
                end(false);
            }
        }

        void end(boolean rudely) {
            links.remove(this);
            try {
                if (rudely) {
                    client.setSoLinger(true, 0);
                    server.setSoLinger(true, 0);
                }
                client.close();
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
