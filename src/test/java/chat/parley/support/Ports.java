package chat.parley.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds free ports for servers that cannot choose one themselves. */
final class Ports {

    /** Below the range of ephemeral ports: an outgoing connection could otherwise take the port of a server that restarts. */
    private static final int LOWEST = 10_000;

    private static final int END = 32_000;
    private static final int TRIES = 1_000;

    private Ports() {}

    /** Returns a port that was free just now and is unlikely to be taken. */
    static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, END);
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
