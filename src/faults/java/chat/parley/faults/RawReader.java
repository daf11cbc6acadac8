package chat.parley.faults;

import chat.parley.support.Json;
import chat.parley.support.Person;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A WebSocket on a plain TCP connection with a small buffer, which is read only when the test says so. */
final class RawReader implements AutoCloseable {

    private static final int RECEIVE_BUFFER = 4 * 1024;
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int TEXT = 1;
    private static final int LAST = 0x80;
    private static final int MASKED = 0x80;
    private static final int SHORT = 126;
    private static final int LONG = 127;

    private final Socket socket = new Socket();
    private final ByteArrayOutputStream trickled = new ByteArrayOutputStream();

    /** Opens {@code /ws} as this person. */
    RawReader(Person person) throws IOException {
        URI site = URI.create(person.site());
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(site.getHost(), site.getPort()));
        socket.getOutputStream().write(handshake(person, site).getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException(head.toString());
        }
    }

    static String handshake(Person person, URI site) {
        return String.join(
                "\r\n",
                "GET /ws HTTP/1.1",
                "Host: " + site.getAuthority(),
                "Origin: " + site,
                "Cookie: " + person.cookies(),
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Protocol: parley.v1",
                "",
                "");
    }

    /** Sends a short frame, masked with zeros. */
    void send(Map<String, Object> frame) throws IOException {
        byte[] text = Json.write(frame).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(LAST | TEXT);
        bytes.write(MASKED | text.length);
        bytes.write(new byte[4]);
        bytes.write(text);
        socket.getOutputStream().write(bytes.toByteArray());
    }

    /** Reads until a room is open. */
    void awaitOpened() throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        JsonNode frame = frame(in);
        while (!frame.path("type").asString("").equals("opened")) {
            frame = frame(in);
        }
    }

    /** Reads one byte, if one is available. */
    void trickle() throws IOException {
        if (socket.getInputStream().available() > 0) {
            trickled.write(socket.getInputStream().read());
        }
    }

    /** Reads without pause until this message of a room arrives; returns the seqs of all its messages, in order of arrival. */
    List<Long> seqsUntil(String room, long last) throws IOException {
        InputStream all =
                new SequenceInputStream(new ByteArrayInputStream(trickled.toByteArray()), socket.getInputStream());
        DataInputStream in = new DataInputStream(all);
        List<Long> seqs = new ArrayList<>();
        while (seqs.isEmpty() || seqs.get(seqs.size() - 1) < last) {
            JsonNode frame = frame(in);
            if (room.equals(frame.path("room").asString(""))) {
                messages(frame).map(message -> message.get("seq").asLong()).forEach(seqs::add);
            }
        }
        return seqs;
    }

    private static Stream<JsonNode> messages(JsonNode frame) {
        return switch (frame.path("type").asString("")) {
            case "changed" ->
                Stream.of(frame).filter(change -> change.has("message")).map(change -> change.get("message"));
            case "changes" ->
                frame.get("changes")
                        .valueStream()
                        .filter(change -> change.has("message"))
                        .map(change -> change.get("message"));
            default -> Stream.of();
        };
    }

    /** Reads the next frame; empty if it is not text. */
    private static JsonNode frame(DataInputStream in) throws IOException {
        boolean text = (in.readUnsignedByte() & 0xf) == TEXT;
        int length = in.readUnsignedByte();
        byte[] payload = new byte
                [length == LONG ? Math.toIntExact(in.readLong()) : length == SHORT ? in.readUnsignedShort() : length];
        in.readFully(payload);
        return Json.read(text ? new String(payload, StandardCharsets.UTF_8) : "{}");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
