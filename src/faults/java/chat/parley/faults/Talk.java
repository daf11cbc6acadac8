package chat.parley.faults;

import chat.parley.support.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** A client that posts as fast as the server accepts, and receives its own messages. */
final class Talk implements Line.Listener {

    /** The number of unanswered requests that a socket may have. */
    private static final int MAX_UNANSWERED = 32;

    private static final String PADDING = " " + "x".repeat(1_000);
    private static final long LIMIT_SECONDS = 60;

    private final String room;
    private final OwnThread thread = new OwnThread("talk");
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final Line line;
    private List<Long> latencies = new ArrayList<>();
    private CompletableFuture<List<Long>> received = new CompletableFuture<>();
    private int unsent;
    private int unreceived;

    Talk(Person person, String room) {
        this.room = room;
        this.line = thread.call(() -> Line.dial(person, thread, this));
        opened.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Posts this many messages, and waits until all were received; returns the 99th percentile of their latency. */
    Duration postAll(int messages) {
        CompletableFuture<List<Long>> all = thread.call(() -> {
            latencies = new ArrayList<>();
            received = new CompletableFuture<>();
            unsent = messages;
            unreceived = messages;
            for (int i = 0; i < MAX_UNANSWERED; i++) {
                post();
            }
            return received;
        });
        List<Long> sorted = all.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join().stream()
                .sorted()
                .toList();
        return Duration.ofNanos(sorted.get(sorted.size() * 99 / 100));
    }

    void stop() {
        thread.execute(line::drop);
        thread.stop();
    }

    private void post() {
        if (unsent > 0) {
            unsent--;
            line.send(
                    Map.of("type", "post", "room", room, "nonce", Person.nonce(), "text", System.nanoTime() + PADDING));
        }
    }

    @Override
    public void received(Line from, JsonNode frame) {
        switch (frame.path("type").asString("")) {
            case "welcome" -> line.send(Map.of("type", "open", "room", room));
            case "opened" -> opened.complete(null);
            case "posted" -> post();
            case "changed" -> take(frame.path("message"));
            case "changes" -> frame.get("changes").forEach(change -> take(change.path("message")));
            default -> {}
        }
    }

    private void take(JsonNode message) {
        String text = message.path("text").asString("");
        if (text.endsWith(PADDING)) {
            latencies.add(System.nanoTime() - Long.parseLong(text.substring(0, text.indexOf(' '))));
            unreceived--;
            if (unreceived == 0) {
                received.complete(latencies);
            }
        }
    }

    @Override
    public void ended(Line lost) {
        received.completeExceptionally(new IllegalStateException("The connection was lost"));
    }
}
