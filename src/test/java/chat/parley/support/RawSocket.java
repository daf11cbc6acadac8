package chat.parley.support;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A plain TCP connection to a server, for input that no well-behaved client sends, and for clients that do not read. */
public final class RawSocket implements AutoCloseable {

    public static final int TEXT = 1;
    public static final int CONTINUATION = 0;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final int LAST = 0x80;
    private static final int MASKED = 0x80;
    private static final int RECEIVE_BUFFER = 4 * 1024;
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final String HEAD_END = "\r\n\r\n";

    private final SocketChannel channel;
    private final DataInputStream in;

    private RawSocket(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.socket().setSoTimeout(TIMEOUT_MILLIS);
        this.in = new DataInputStream(channel.socket().getInputStream());
    }

    /** Connects with a small receive buffer, so that a client that does not read soon blocks the server. */
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

    /** The handshake request of a WebSocket. */
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

    /** A WebSocket frame, masked with zeros. */
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

    /** Repeats bytes. */
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
        if (offer(bytes, Duration.ofMillis(TIMEOUT_MILLIS)) < bytes.length) {
            throw new IllegalStateException("The server does not read");
        }
    }

    /**
     * Sends until the server has accepted nothing for a while, or has closed the connection.
     *
     * @return the number of bytes sent
     */
    public int offer(byte[] bytes, Duration timeout) {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        try (Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
            while (left.hasRemaining()) {
                channel.write(left);
                if (left.hasRemaining() && selector.select(timeout.toMillis()) == 0) {
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

    /**
     * Sends a single byte. Unlike {@link #send(byte[])}, this works while another thread reads.
     *
     * @return whether the connection was still open
     */
    public boolean trickle(char letter) {
        try {
            channel.write(ByteBuffer.wrap(new byte[] {(byte) letter}));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads the head of the next response; what has arrived so far if the server closes the connection. */
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

    /** Reads everything until the server closes the connection. */
    public String readAll() {
        byte[] part = new byte[RECEIVE_BUFFER];
        StringBuilder all = new StringBuilder();
        for (int length = read(part); length >= 0; length = read(part)) {
            all.append(new String(part, 0, length, StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }

    /** Reads the next byte; -1 if the server has closed the connection. */
    private int read() {
        byte[] next = new byte[1];
        return read(next) < 0 ? -1 : next[0] & 0xff;
    }

    /** Reads what has arrived and returns its length; -1 if the server has closed the connection. */
    private int read(byte[] part) {
        try {
            return in.read(part);
        } catch (SocketTimeoutException e) {
            throw new SilentServer(e);
        } catch (IOException e) {
            return -1;
        }
    }

    /** The server has sent nothing for too long. */
    private static final class SilentServer extends IllegalStateException {

        private static final long serialVersionUID = 1;

        SilentServer(SocketTimeoutException cause) {
            super("The server says nothing", cause);
        }
    }

    /** Whether the server closes the connection within the limit, no matter what it sends first. */
    public boolean isClosedWithin(Duration limit) {
        try {
            channel.socket().setSoTimeout(Math.toIntExact(limit.toMillis()));
            readAll();
            return true;
        } catch (SilentServer e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Reads what the server sends within this time. */
    public String readFor(Duration time) {
        StringBuilder all = new StringBuilder();
        try {
            channel.socket().setSoTimeout(Math.toIntExact(time.toMillis()));
            for (int next = in.read(); next >= 0; next = in.read()) {
                all.append((char) next);
            }
        } catch (IOException e) {
            // The time is over, or the connection was closed
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

    /** Reads the next frame with this opcode; null if the server has closed the connection. */
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

    /** Reads the next text frame that contains this part. */
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

    /** Closes with RST, like a program that is killed with unread bytes. */
    public void reset() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        close();
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
