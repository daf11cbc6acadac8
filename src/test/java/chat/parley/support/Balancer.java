package chat.parley.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** A load balancer without any memory: each connection goes to the next node that takes it. */
public final class Balancer implements AutoCloseable {

    private final List<IntSupplier> nodes;
    private final AtomicInteger turn = new AtomicInteger();
    private final Entrance entrance;

    private Balancer(List<IntSupplier> nodes) {
        this.nodes = nodes;
        entrance = new Entrance(this::join);
    }

    public static Balancer before(ParleyServer... servers) {
        return before(List.of(servers).stream()
                .<IntSupplier>map(server -> server::port)
                .toList());
    }

    /** Nodes whose ports may change, as a node's does that is started anew. */
    public static Balancer before(List<IntSupplier> ports) {
        return new Balancer(ports);
    }

    public String url() {
        return "http://localhost:" + port();
    }

    public int port() {
        return entrance.port();
    }

    /** Takes no more connections; those that are open stay. */
    @Override
    public void close() {
        entrance.close();
    }

    private void join(Socket client) {
        for (int attempt = 0; attempt < nodes.size(); attempt++) {
            int port = nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()))
                    .getAsInt();
            try {
                Socket node = new Socket(InetAddress.getLoopbackAddress(), port);
                Entrance.beside(() -> pump(client, node));
                pump(node, client);
                return;
            } catch (IOException e) {
                continue;
            }
        }
        Entrance.close(client);
    }

    /** The end of one direction is the end of both. */
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
