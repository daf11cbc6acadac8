package chat.parley.support;

import java.io.Closeable;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An open WebSocket of a {@link Person}. Records all received frames in order. */
public final class Connection implements Closeable {

    public static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final List<JsonNode> frames = Collections.synchronizedList(new ArrayList<>());
    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final AtomicInteger refs = new AtomicInteger();
    private final WebSocket socket;
    private volatile boolean reading = true;

    private Connection(WebSocket.Builder builder, URI address) {
        try {
            socket = builder.buildAsync(address, new Inbound()).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException handshake) {
                throw new Refused(handshake.getResponse());
            }
            throw e;
        }
    }

    static Connection open(WebSocket.Builder builder, URI address) {
        return new Connection(builder, address);
    }

    /** Thrown when the handshake is answered with another status than 101. */
    public static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final int status;
        private final long retryAfter;

        Refused(HttpResponse<?> response) {
            super("The handshake was refused with " + response.statusCode());
            status = response.statusCode();
            retryAfter = response.headers().firstValueAsLong("Retry-After").orElse(0);
        }

        /** The value of {@code Retry-After}, in seconds; 0 if it is absent. */
        public long retryAfter() {
            return retryAfter;
        }

        public int status() {
            return status;
        }
    }

    /** Sends a frame given as pairs of name and value, such as {@code "type", "ping"}. Null values are left out. */
    public void send(Object... pairs) {
        sendText(Json.write(frame(pairs)));
    }

    public void sendText(String text) {
        sent.add(text);
        socket.sendText(text, true).join();
    }

    public void sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /** Sends a frame with a new ref and returns its answer, of any type. */
    public JsonNode ask(Object... pairs) {
        String ref = "r" + refs.incrementAndGet();
        Map<String, Object> frame = frame(pairs);
        frame.put("ref", ref);
        sendText(Json.write(frame));
        return await(
                "an answer to " + frame, answer -> ref.equals(answer.path("ref").asString("")));
    }

    /** Opens a room and returns {@code opened}. */
    public JsonNode open(String room) {
        return expect("opened", ask("type", "open", "room", room));
    }

    public JsonNode open(String room, long after) {
        return expect("opened", ask("type", "open", "room", room, "after", after));
    }

    public JsonNode open(String room, long after, String epoch) {
        return expect("opened", ask("type", "open", "room", room, "after", after, "epoch", epoch));
    }

    /** Posts with a new nonce and returns {@code posted}. */
    public JsonNode post(String room, String text) {
        return post(room, text, Person.nonce());
    }

    public JsonNode post(String room, String text, String nonce) {
        return expect("posted", ask("type", "post", "room", room, "nonce", nonce, "text", text));
    }

    /** All texts sent so far. */
    public List<String> sent() {
        return List.copyOf(sent);
    }

    /** All frames received so far. */
    public List<JsonNode> frames() {
        return List.copyOf(frames);
    }

    public List<JsonNode> frames(String type) {
        return frames().stream().filter(frame -> type.equals(typeOf(frame))).toList();
    }

    /** The messages of a room that were received, singly or in batches, in order of arrival. */
    public List<JsonNode> messages(String room) {
        return frames().stream()
                .filter(frame -> room.equals(frame.path("room").asString("")))
                .flatMap(frame -> switch (typeOf(frame)) {
                    case "changed" -> java.util.stream.Stream.of(frame);
                    case "changes" -> frame.path("changes").valueStream();
                    default -> java.util.stream.Stream.<JsonNode>empty();
                })
                .filter(change -> change.has("message"))
                .map(change -> change.path("message"))
                .toList();
    }

    public List<String> texts(String room) {
        return messages(room).stream()
                .map(message -> message.path("text").asString(""))
                .toList();
    }

    /** Waits until a received frame meets the condition, and returns the first one. */
    public JsonNode await(String what, Predicate<JsonNode> condition) {
        until(what, () -> frames().stream().anyMatch(condition));
        return frames().stream().filter(condition).findFirst().orElseThrow();
    }

    public JsonNode awaitType(String type) {
        return await(type, frame -> type.equals(typeOf(frame)));
    }

    /** Waits until a message with this text has arrived in this room. */
    public JsonNode awaitText(String room, String text) {
        until("the message \"" + text + "\"", () -> texts(room).contains(text));
        return messages(room).stream()
                .filter(message -> text.equals(message.path("text").asString("")))
                .findFirst()
                .orElseThrow();
    }

    /** Waits for a condition; a failure shows the newest frames. */
    public void until(String what, java.util.concurrent.Callable<Boolean> condition) {
        try {
            Awaitility.await()
                    .atMost(TIMEOUT)
                    .pollInterval(Duration.ofMillis(5))
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            List<JsonNode> all = frames();
            List<JsonNode> newest = all.subList(Math.max(0, all.size() - 20), all.size());
            throw new AssertionError("Waited in vain for " + what + "; closed: " + closed + "; newest: " + newest, e);
        }
    }

    /** Stops reading, like a client that hangs, so that buffers fill up. */
    public void pauseReading() {
        reading = false;
    }

    public void resumeReading() {
        reading = true;
        socket.request(1);
    }

    public boolean isOpen() {
        return !closed.isDone();
    }

    /** Waits until the server has closed the socket, and returns the code; 1006 means without a closing handshake. */
    public int awaitClose() {
        return awaitClose(TIMEOUT);
    }

    public int awaitClose(Duration limit) {
        return closed.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /** Closes the socket with a closing handshake. */
    @Override
    public void close() {
        if (isOpen() && !socket.isOutputClosed()) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        }
    }

    /** Aborts the TCP connection without a closing handshake. */
    public void drop() {
        socket.abort();
        closed.complete(1006);
    }

    private static JsonNode expect(String type, JsonNode frame) {
        if (!type.equals(typeOf(frame))) {
            throw new AssertionError("Expected " + type + " but was " + frame);
        }
        return frame;
    }

    private static String typeOf(JsonNode frame) {
        return frame.path("type").asString("");
    }

    private static Map<String, Object> frame(@Nullable Object... pairs) {
        Map<String, Object> frame = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            Object value = pairs[i + 1];
            if (value != null) {
                frame.put(Objects.requireNonNull(pairs[i]).toString(), value);
            }
        }
        return frame;
    }

    private final class Inbound implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void onOpen(WebSocket opened) {
            opened.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                frames.add(Json.read(text.toString()));
                text.setLength(0);
            }
            if (reading) {
                from.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(1006);
        }
    }
}
