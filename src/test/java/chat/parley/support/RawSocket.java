package chat.parley.support;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A bare TCP connection to a server, for what no well-behaved client sends, and for clients that do not read. */
public final class RawSocket implements AutoCloseable {

    public static final int TEXT = 1;
    public static final int CONTINUATION = 0;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final int LAST = 0x80;
    private static final int MASKED = 0x80;
    private static final int RECEIVE_BUFFER = 4 * 1024;
    private static final int LIMIT_MILLIS = 10_000;
    private static final String HEAD_END = "\r\n\r\n";

    private final SocketChannel channel;
    private final DataInputStream in;

    private RawSocket(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.socket().setSoTimeout(LIMIT_MILLIS);
        this.in = new DataInputStream(channel.socket().getInputStream());
    }

    /** Connects; the system takes only little in advance for a client that does not read. */
    public static RawSocket connect(String site) {
        try {
            URI address = URI.create(site);
            SocketChannel channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            channel.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            return new RawSocket(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens {@code /ws} as this person. */
    public static RawSocket webSocket(Person person) {
        RawSocket socket = connect(person.site());
        socket.send(upgrade(person));
        String head = socket.readHead();
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new IllegalStateException(head);
        }
        return socket;
    }

    /** The request for a socket. */
    public static String upgrade(Person person) {
        return String.join(
                "\r\n",
                "GET /ws HTTP/1.1",
                "Host: " + URI.create(person.site()).getAuthority(),
                "Origin: " + person.site(),
                "Cookie: " + person.cookies(),
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Protocol: parley.v1",
                "",
                "");
    }

    /** A WebSocket frame under a mask that changes nothing. */
    public static byte[] frame(int opcode, boolean last, byte[] payload) {
        ByteBuffer bytes = ByteBuffer.allocate(payload.length + 14);
        bytes.put((byte) ((last ? LAST : 0) | opcode));
        if (payload.length < 126) {
            bytes.put((byte) (MASKED | payload.length));
        } else if (payload.length <= Character.MAX_VALUE) {
            bytes.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            bytes.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        bytes.putInt(0).put(payload);
        byte[] frame = new byte[bytes.position()];
        bytes.flip().get(frame);
        return frame;
    }

    public static byte[] text(String text) {
        return frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same bytes many times over. */
    public static byte[] times(int count, byte[] bytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(count * bytes.length);
        for (int i = 0; i < count; i++) {
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }

    public void send(String text) {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void send(byte[] bytes) {
        if (offer(bytes, Duration.ofMillis(LIMIT_MILLIS)) < bytes.length) {
            throw new IllegalStateException("The server does not read");
        }
    }

    /**
     * Sends as much as the server takes, until it has taken nothing for a while or is gone.
     *
     * @return how many bytes it took
     */
    public int offer(byte[] bytes, Duration patience) {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        try (Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
            while (left.hasRemaining()) {
                channel.write(left);
                if (left.hasRemaining() && selector.select(patience.toMillis()) == 0) {
                    break;
                }
                selector.selectedKeys().clear();
            }
            key.cancel();
            selector.selectNow();
            channel.configureBlocking(true);
        } catch (IOException e) {
            return left.position();
        }
        return left.position();
    }

    /** The head of the next response; what has arrived if the server closes the connection before. */
    public String readHead() {
        StringBuilder head = new StringBuilder();
        while (head.indexOf(HEAD_END) < 0) {
            int next = read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** Everything until the server closes the connection. */
    public String readAll() {
        StringBuilder all = new StringBuilder();
        for (int next = read(); next >= 0; next = read()) {
            all.append((char) next);
        }
        return all.toString();
    }

    /** The next byte; -1 when the server has closed the connection. */
    private int read() {
        try {
            return in.read();
        } catch (java.net.SocketTimeoutException e) {
            throw new IllegalStateException("The server says nothing", e);
        } catch (IOException e) {
            return -1;
        }
    }

    /** Whether the server closes the connection, after whatever it sends before. */
    public boolean isClosedWithin(Duration limit) {
        try {
            channel.socket().setSoTimeout(Math.toIntExact(limit.toMillis()));
            readAll();
            return true;
        } catch (IllegalStateException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** What the server sends within this time. */
    public String readFor(Duration time) {
        StringBuilder all = new StringBuilder();
        try {
            channel.socket().setSoTimeout(Math.toIntExact(time.toMillis()));
            for (int next = in.read(); next >= 0; next = in.read()) {
                all.append((char) next);
            }
        } catch (IOException e) {
            // The time is over, or the connection
        }
        return all.toString();
    }

    /** Whether the server has closed the connection although the client has not read everything. */
    public boolean isReset() {
        try {
            channel.configureBlocking(false);
            channel.write(ByteBuffer.allocate(1));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** The next frame with this opcode; null when the server has closed the connection. */
    public byte @Nullable [] next(int opcode) {
        try {
            while (true) {
                int kind = in.readUnsignedByte() & 0xf;
                int length = in.readUnsignedByte();
                byte[] payload = new byte
                        [length == 127
                                ? Math.toIntExact(in.readLong())
                                : length == 126 ? in.readUnsignedShort() : length];
                in.readFully(payload);
                if (kind == opcode) {
                    return payload;
                }
            }
        } catch (IOException e) {
            return null;
        }
    }

    /** The next text that contains this. */
    public String nextText(String part) {
        while (true) {
            byte[] payload = next(TEXT);
            if (payload == null) {
                throw new IllegalStateException("The server closed the socket before it sent " + part);
            }
            String text = new String(payload, StandardCharsets.UTF_8);
            if (text.contains(part)) {
                return text;
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
