package chat.parley.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** A round-robin load balancer without session affinity. A connection that a node refuses goes to the next node. */
public final class Balancer implements AutoCloseable {

    private final List<IntSupplier> nodes;
    private final AtomicInteger counter = new AtomicInteger();
    private final Entrance acceptor;

    private Balancer(List<IntSupplier> nodes) {
        this.nodes = nodes;
        acceptor = new Entrance(this::join);
    }

    public static Balancer before(ParleyServer... servers) {
        return before(List.of(servers).stream()
                .<IntSupplier>map(server -> server::port)
                .toList());
    }

    /** Balances between nodes whose ports may change, as after a restart. */
    public static Balancer before(List<IntSupplier> ports) {
        return new Balancer(ports);
    }

    public String url() {
        return "http://localhost:" + port();
    }

    public int port() {
        return acceptor.port();
    }

    /** Accepts no more connections; open ones stay. */
    @Override
    public void close() {
        acceptor.close();
    }

    private void join(Socket client) {
        for (int attempt = 0; attempt < nodes.size(); attempt++) {
            int port = nodes.get(Math.floorMod(counter.getAndIncrement(), nodes.size()))
                    .getAsInt();
            try {
                Socket node = new Socket(InetAddress.getLoopbackAddress(), port);
                Entrance.runInBackground(() -> pump(client, node));
                pump(node, client);
                return;
            } catch (IOException e) {
                continue;
            }
        }
        Entrance.close(client);
    }

    /** The end of one direction ends both. */
    private static void pump(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            Entrance.close(to);
        }
    }
}
