package chat.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A listening port that handles each connection on a thread of its own. */
final class Entrance implements AutoCloseable {

    private static final int BACKLOG = 200;
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "entrance");
        thread.setDaemon(true);
        return thread;
    });

    private final ServerSocket socket;

    /** @param visitor handles each connection, and closes it */
    Entrance(Consumer<Socket> visitor) {
        try {
            socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        runInBackground(() -> accept(visitor));
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept(Consumer<Socket> visitor) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                runInBackground(() -> visitor.accept(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    /** Runs work on another thread. */
    static void runInBackground(Runnable work) {
        THREADS.execute(work);
    }

    static void close(Socket connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Accepts no more connections; open ones stay. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
