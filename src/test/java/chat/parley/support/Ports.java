package chat.parley.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds free ports for servers that cannot choose one themselves. */
final class Ports {

    /** Below the range of ephemeral ports: an outgoing connection could otherwise take the port of a server that restarts. */
    private static final int MIN_PORT = 10_000;

    private static final int MAX_PORT = 32_000;
    private static final int MAX_ATTEMPTS = 1_000;

    private Ports() {}

    /** Returns a port that was free just now and is unlikely to be taken. */
    static int free() {
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(MIN_PORT, MAX_PORT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No port is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
