package chat.parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A hostile client in a process of its own, with the lowest priority and another loopback address, so that it uses
 * neither the CPU time of the load program nor the rate limits of its address. It ends by itself.
 */
final class AttackProcess {

    private static final String ADDRESS = "127.0.0.2";
    private static final long RETRY_DELAY = TimeUnit.MILLISECONDS.toNanos(5);

    private final Attack attack;
    private final int port;
    private final byte[] handshake;

    private AttackProcess(Attack attack, int port, String handshake) {
        this.attack = attack;
        this.port = port;
        this.handshake = handshake.getBytes(StandardCharsets.US_ASCII);
    }

    /** @param seat provides the account that opens the sockets */
    static Process start(Attack attack, Server server, Seat seat, double seconds) {
        String handshake = attack.socket() ? new String(seat.handshake(server), StandardCharsets.US_ASCII) : "";
        try {
            return new ProcessBuilder(List.of(
                            "nice",
                            "-n",
                            "19",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            AttackProcess.class.getName(),
                            attack.name(),
                            String.valueOf(server.port()),
                            String.valueOf(seconds),
                            handshake))
                    .inheritIO()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Arguments: the kind, the port, the seconds, and the handshake request. */
    public static void main(String[] arguments) {
        AttackProcess process =
                new AttackProcess(Attack.valueOf(arguments[0]), Integer.parseInt(arguments[1]), arguments[3]);
        for (int i = 0; i < process.attack.connections(); i++) {
            Thread thread = new Thread(process::connectForEver);
            thread.setDaemon(true);
            thread.start();
        }
        LockSupport.parkNanos((long) (Double.parseDouble(arguments[2]) * 1e9));
    }

    private void connectForEver() {
        while (true) {
            try (Socket socket = new Socket()) {
                socket.bind(new InetSocketAddress(InetAddress.getByName(ADDRESS), 0));
                socket.connect(new InetSocketAddress("127.0.0.1", port));
                flood(socket);
            } catch (IOException e) {
                LockSupport.parkNanos(RETRY_DELAY);
            }
        }
    }

    private void flood(Socket socket) throws IOException {
        byte[] next = attack.next("localhost:" + port);
        if (handshake.length > 0) {
            socket.getOutputStream().write(handshake);
            awaitUpgrade(socket);
            attack.begin(socket.getOutputStream());
        }
        do {
            socket.getOutputStream().write(next);
        } while (!attack.once());
        while (socket.getInputStream().read() >= 0) {
            socket.getInputStream().skip(Long.MAX_VALUE);
        }
    }

    private static void awaitUpgrade(Socket socket) throws IOException {
        int line = 0;
        int read = 0;
        while (line < 4 && read >= 0) {
            read = socket.getInputStream().read();
            line = read == (line % 2 == 0 ? '\r' : '\n') ? line + 1 : 0;
        }
    }
}
