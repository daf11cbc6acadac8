package chat.parley.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The behaviour of a hostile client on each of its connections: it sends as fast as the server accepts, and reads no answers. */
enum Attack {
    /** Pipelined requests for the home page. */
    PIPELINED_REQUESTS(200) {
        @Override
        byte[] next(String host) {
            return request("GET / HTTP/1.1", host, "").repeat(20).getBytes(StandardCharsets.US_ASCII);
        }
    },
    /** The same with as many bytes of headers as the server accepts. */
    LARGE_HEADERS(200) {
        @Override
        byte[] next(String host) {
            return request("GET / HTTP/1.1", host, "X-Filler: " + "x".repeat(6700) + "\r\n")
                    .repeat(5)
                    .getBytes(StandardCharsets.US_ASCII);
        }
    },
    /** Connections that are opened, request one page and are closed. */
    NEW_CONNECTIONS(40) {
        @Override
        byte[] next(String host) {
            return request("GET / HTTP/1.1", host, "Connection: close\r\n").getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        boolean once() {
            return true;
        }
    },
    /** Attempts to log in to an account that does not exist. */
    LOG_INS(40) {
        @Override
        byte[] next(String host) {
            String body = "{\"username\":\"nobody-here\",\"password\":\"correct horse battery\"}";
            return (request(
                                    "POST /api/session HTTP/1.1",
                                    host,
                                    "Content-Type: application/json\r\nCookie: XSRF-TOKEN=x\r\nX-XSRF-TOKEN: x\r\n"
                                            + "Content-Length: " + body.length() + "\r\n")
                            + body)
                    .getBytes(StandardCharsets.US_ASCII);
        }
    },
    /** Pings on sockets whose pongs are not read. */
    PINGS(40) {
        @Override
        byte[] next(String host) {
            return frames(0x89, 125, 200);
        }

        @Override
        boolean socket() {
            return true;
        }
    },
    /** An endless message in fragments of one byte. */
    FRAGMENTS(40) {
        @Override
        byte[] next(String host) {
            return frames(0x00, 1, 500);
        }

        @Override
        boolean socket() {
            return true;
        }
    },
    /** Messages that are not frames of the protocol. */
    NONSENSE(40) {
        @Override
        byte[] next(String host) {
            return frames(0x81, 100, 100);
        }

        @Override
        boolean socket() {
            return true;
        }
    };

    private static final int MASKED = 0x80;
    private static final int KEY = 4;

    private final int connections;

    Attack(int connections) {
        this.connections = connections;
    }

    int connections() {
        return connections;
    }

    /** The bytes to send repeatedly. */
    abstract byte[] next(String host);

    /** Whether a connection is closed after sending the bytes once. */
    boolean once() {
        return false;
    }

    /** Whether the attack uses WebSockets of an account. */
    boolean socket() {
        return false;
    }

    /** Sends the first frame of a fragmented message, whose opcode differs from that of the following frames. */
    void begin(OutputStream out) throws IOException {
        if (this == FRAGMENTS) {
            out.write(frames(0x01, 1, 1));
        }
    }

    private static String request(String line, String host, String headers) {
        return line + "\r\nHost: " + host + "\r\n" + headers + "\r\n";
    }

    /** Repeats a frame of fewer than 126 bytes, masked with zeros. */
    private static byte[] frames(int head, int length, int count) {
        int size = 2 + KEY + length;
        byte[] all = new byte[size * count];
        for (int i = 0; i < count; i++) {
            all[i * size] = (byte) head;
            all[i * size + 1] = (byte) (MASKED | length);
            Arrays.fill(all, i * size + 2 + KEY, (i + 1) * size, (byte) 'x');
        }
        return all;
    }
}
