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

/** A TCP proxy with network faults. A fault lasts until {@link #heal()}; lost connections stay lost. */
public final class FaultyWire implements AutoCloseable {

    private volatile int target;
    private final Entrance acceptor;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile boolean refusing;
    private volatile boolean blackholed;
    private volatile Duration delay = Duration.ZERO;
    private volatile long bytesPerSecond = Long.MAX_VALUE;
    private volatile @Nullable String unanswered;
    private volatile @Nullable String mutedRequest;

    private FaultyWire(int target) {
        this.target = target;
        acceptor = new Entrance(this::join);
    }

    /** Creates a proxy to a port of this machine, without faults at first. */
    public static FaultyWire to(int port) {
        return new FaultyWire(port);
    }

    public int port() {
        return acceptor.port();
    }

    /** Closes all connections in order, and refuses new ones. */
    public void cut() {
        refusing = true;
        links.forEach(link -> link.end(false));
    }

    /** Ends all connections with RST, like a machine that has lost their state. New ones are accepted. */
    public void reset() {
        links.forEach(link -> link.end(true));
    }

    /** Connects to another port from now on, as if the name had been assigned to another machine. All connections end. */
    public void redirect(int port) {
        target = port;
        links.forEach(link -> link.end(false));
    }

    /** Drops all bytes in both directions without an error. A connection that has lost bytes never carries any again. */
    public void vanish() {
        blackholed = true;
    }

    /**
     * On each current connection, passes half of the server's next bytes and then drops everything, without an error.
     * New connections work.
     */
    public void truncateAnswers() {
        links.forEach(link -> link.truncating = true);
    }

    /** Delays everything by this time, in each direction. */
    public void delay(Duration time) {
        delay = time;
    }

    /** Limits each direction to this number of bytes per second. */
    public void bandwidth(long bytes) {
        bytesPerSecond = bytes;
    }

    /** Passes any request that contains this text to the server, and ends the connection before the answer. */
    public void loseAnswersTo(String text) {
        unanswered = text;
    }

    /**
     * Passes everything to the server, but drops its answers on each connection that has carried a request with this text,
     * without an error. The connection stays like that.
     */
    public void muteAnswersTo(String text) {
        mutedRequest = text;
    }

    /** Ends all faults. The server now learns of the end of connections that lost bytes, if their client has left. */
    public void heal() {
        refusing = false;
        blackholed = false;
        delay = Duration.ZERO;
        bytesPerSecond = Long.MAX_VALUE;
        unanswered = null;
        mutedRequest = null;
        links.forEach(link -> link.truncating = false);
        links.stream().filter(link -> link.abandoned).forEach(link -> link.end(false));
    }

    @Override
    public void close() {
        acceptor.close();
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
            Entrance.runInBackground(() -> link.carry(true));
            link.carry(false);
        } catch (IOException e) {
            Entrance.close(client);
        }
    }

    /** One connection through the proxy. */
    private final class Link {

        private final Socket client;
        private final Socket server;
        private volatile boolean lost;
        private volatile boolean abandoned;
        private volatile boolean truncating;
        private volatile boolean answerLost;
        private volatile boolean muted;

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
                // The end of one direction ends both
            }
            leave(toServer);
        }

        /** Reads no faster than the bandwidth allows, so that senders have to wait. */
        private int read(Socket from, byte[] bytes) throws IOException {
            long limit = Math.max(1, Math.min(bytes.length, bytesPerSecond / 10));
            return from.getInputStream().read(bytes, 0, (int) limit);
        }

        private void pass(byte[] bytes, int count, Socket to, boolean toServer) throws IOException {
            if (toServer) {
                String request = new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
                answerLost |= contains(request, unanswered);
                muted |= contains(request, mutedRequest);
            }
            if (!toServer && answerLost) {
                end(false);
            }
            LockSupport.parkNanos(delay.toNanos());
            lost |= blackholed;
            if (!lost && (toServer || !muted)) {
                boolean last = truncating && !toServer;
                to.getOutputStream().write(bytes, 0, last ? count / 2 : count);
                lost |= last;
                LockSupport.parkNanos((long) (1e9 * count / bytesPerSecond));
            }
        }

        private static boolean contains(String request, @Nullable String text) {
            return text != null && request.contains(text);
        }

        /** The end of one side ends both, unless the close is dropped, too. */
        private void leave(boolean clientLeft) {
            lost |= blackholed;
            abandoned |= clientLeft;
            if (!lost || (clientLeft && !blackholed)) {
                end(false);
            }
        }

        void end(boolean reset) {
            links.remove(this);
            try {
                if (reset) {
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
