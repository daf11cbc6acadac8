package chat.parley.faults;

import chat.parley.support.Json;
import chat.parley.support.Person;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One WebSocket connection from dialling to its end. It is used on, and calls back on, one thread. */
final class Line implements WebSocket.Listener {

    private final Executor thread;
    private final Listener listener;
    private final StringBuilder text = new StringBuilder();
    private CompletableFuture<WebSocket> socket = new CompletableFuture<>();
    private long receivedAt = System.nanoTime();
    private boolean welcomed;
    private boolean ended;

    private Line(Executor thread, Listener listener) {
        this.thread = thread;
        this.listener = listener;
    }

    /** The listener of a connection. */
    interface Listener {

        /** Never called after the end. */
        void received(Line line, JsonNode frame);

        /** Called once. */
        void ended(Line line);
    }

    static Line dial(Person person, Executor thread, Listener listener) {
        Line line = new Line(thread, listener);
        line.socket = person.dial(line).whenComplete((socket, failure) -> {
            if (failure != null) {
                line.runOnThread(line::end);
            }
        });
        return line;
    }

    /** Whether the server's {@code welcome} has arrived and the connection has not ended. */
    boolean open() {
        return welcomed && !ended;
    }

    void send(Map<String, Object> frame) {
        String written = Json.write(frame);
        socket = socket.thenCompose(open -> open.sendText(written, true)).whenComplete((open, failure) -> {
            if (failure != null) {
                runOnThread(this::end);
            }
        });
    }

    /** The time since the last frame was received. */
    Duration idleTime() {
        return Duration.ofNanos(System.nanoTime() - receivedAt);
    }

    /** Aborts the connection without a closing handshake. */
    void drop() {
        end();
        socket.thenAccept(WebSocket::abort);
    }

    private void end() {
        if (!ended) {
            ended = true;
            listener.ended(this);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            String complete = text.toString();
            text.setLength(0);
            runOnThread(() -> take(complete));
        }
        from.request(1);
        return null;
    }

    private void take(String complete) {
        if (!ended) {
            JsonNode frame = Json.read(complete);
            receivedAt = System.nanoTime();
            welcomed |= frame.path("type").asString().equals("welcome");
            listener.received(this, frame);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        runOnThread(this::end);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        runOnThread(this::end);
    }

    private void runOnThread(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            // The client has stopped
        }
    }
}
