package chat.parley.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** A load balancer without any memory: each connection goes to the next node that takes it. */
public final class Balancer implements AutoCloseable {

    private final List<IntSupplier> nodes;
    private final AtomicInteger turn = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "balancer");
        thread.setDaemon(true);
        return thread;
    });
    private final ServerSocket entrance;

    private Balancer(List<IntSupplier> nodes) {
        this.nodes = nodes;
        try {
            entrance = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
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
        return entrance.getLocalPort();
    }

    /** Takes no more connections; those that are open stay. */
    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                threads.execute(() -> join(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void join(Socket client) {
        for (int attempt = 0; attempt < nodes.size(); attempt++) {
            int port = nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()))
                    .getAsInt();
            try {
                Socket node = new Socket(InetAddress.getLoopbackAddress(), port);
                threads.execute(() -> pump(client, node));
                pump(node, client);
                return;
            } catch (IOException e) {
                continue;
            }
        }
        close(client);
    }

    /** The end of one direction is the end of both. */
    private static void pump(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
