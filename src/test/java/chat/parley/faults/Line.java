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
    private final Ears ears;
    private final StringBuilder text = new StringBuilder();
    private CompletableFuture<WebSocket> socket = new CompletableFuture<>();
    private long heardAt = System.nanoTime();
    private boolean welcomed;
    private boolean ended;

    private Line(Executor thread, Ears ears) {
        this.thread = thread;
        this.ears = ears;
    }

    /** The listener of a connection. */
    interface Ears {

        /** Never called after the end. */
        void heard(Line line, JsonNode frame);

        /** Called once. */
        void ended(Line line);
    }

    static Line dial(Person person, Executor thread, Ears ears) {
        Line line = new Line(thread, ears);
        line.socket = person.dial(line).whenComplete((socket, failure) -> {
            if (failure != null) {
                line.hop(line::end);
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
                hop(this::end);
            }
        });
    }

    /** The time since the last frame was received. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardAt);
    }

    /** Aborts the connection without a closing handshake. */
    void drop() {
        end();
        socket.thenAccept(WebSocket::abort);
    }

    private void end() {
        if (!ended) {
            ended = true;
            ears.ended(this);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            String whole = text.toString();
            text.setLength(0);
            hop(() -> take(whole));
        }
        from.request(1);
        return null;
    }

    private void take(String whole) {
        if (!ended) {
            JsonNode frame = Json.read(whole);
            heardAt = System.nanoTime();
            welcomed |= frame.path("type").asString().equals("welcome");
            ears.heard(this, frame);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        hop(this::end);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        hop(this::end);
    }

    private void hop(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            // The client has stopped
        }
    }
}
