package chat.parley.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.parley.support.Json;
import chat.parley.support.Person;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Opens a room and resets the connection within milliseconds. */
final class HastyVisits {

    /** Minimum length of the answer to the handshake, in bytes. */
    static final int MIN_RESPONSE_BYTES = 150;

    private static final int MAX_NANOS_UNTIL_RESET = 8_000_000;

    private final Person person;
    private final String room;
    private final Random random;

    HastyVisits(Person person, String room, Random random) {
        this.person = person;
        this.room = room;
        this.random = random;
    }

    /** Visits a node once. */
    void visit(URI node, Duration limit) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(node.getHost(), node.getPort()));
            socket.setSoTimeout((int) limit.toMillis());
            socket.getOutputStream().write(RawReader.handshake(person, node).getBytes(US_ASCII));
            read(socket, MIN_RESPONSE_BYTES);
            socket.getOutputStream().write(frame(Map.of("type", "open", "ref", "r", "room", room)));
            LockSupport.parkNanos(random.nextInt(MAX_NANOS_UNTIL_RESET));
            socket.setSoLinger(true, 0);
        }
    }

    static void read(Socket socket, int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            if (socket.getInputStream().read() < 0) {
                return;
            }
        }
    }

    static byte[] frame(Map<String, Object> frame) {
        byte[] text = Json.write(frame).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0x81);
        bytes.write(0x80 | text.length);
        bytes.writeBytes(new byte[4]);
        bytes.writeBytes(text);
        return bytes.toByteArray();
    }
}
