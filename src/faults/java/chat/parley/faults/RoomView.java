package chat.parley.faults;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A client's view of a room: its revision, newest messages and unsent texts. */
final class RoomView {

    private static final int RECENT = 40;

    final String id;
    final Deque<Post> outbox = new ArrayDeque<>();
    private final LinkedHashMap<Long, Boolean> recent = new LinkedHashMap<>();
    long revision = -1;
    long lastSeq;
    boolean open;
    /** The earliest {@link System#nanoTime()} at which to open the room, or to send the next text. */
    long openAt = System.nanoTime();

    long sendAt = System.nanoTime();

    /** Since when the first text has been the next one to send, and the person a member. */
    private long waitingSince = System.nanoTime();

    final Phases phases = new Phases();

    /** Whether the server refused the request, which is to be repeated. */
    boolean refused;

    RoomView(String id) {
        this.id = id;
    }

    /** An unacknowledged text. */
    record Post(String nonce, String text, List<String> files) {}

    void add(Post post) {
        if (outbox.isEmpty()) {
            restartWait();
        }
        outbox.add(post);
    }

    /** Removes the first text, which is stored; returns how long it was the first. */
    Span stored() {
        Span waited = Span.since(waitingSince);
        outbox.remove();
        restartWait();
        return waited;
    }

    /** Restarts the wait of the first text, because its delay so far was no fault. */
    void restartWait() {
        phases.restart();
        waitingSince = System.nanoTime();
    }

    /** Whether the first text has been the next one since before this moment. */
    boolean waitsSince(long moment) {
        return !outbox.isEmpty() && waitingSince - moment < 0;
    }

    /** Remembers the newest messages, and whether they are the account's own. */
    void record(Row row, String account) {
        row.seq().ifPresent(seq -> {
            lastSeq = Math.max(lastSeq, seq);
            if (row.body().contains("\"deleted\":true")) {
                recent.remove(seq);
            } else {
                recent.put(seq, row.body().contains("\"author\":\"" + account + "\""));
            }
            while (recent.size() > RECENT) {
                recent.remove(recent.keySet().iterator().next());
            }
        });
    }

    /** Returns a random one of the newest messages; null if there is none. */
    @Nullable
    Long any(Random random, boolean own) {
        List<Long> seqs = new ArrayList<>(recent.entrySet().stream()
                .filter(message -> !own || message.getValue())
                .map(Map.Entry::getKey)
                .toList());
        return seqs.isEmpty() ? null : seqs.get(random.nextInt(seqs.size()));
    }

    /** Resets everything that was opened and sent on the lost connection. */
    void interrupted() {
        open = false;
        openAt = System.nanoTime();
        sendAt = System.nanoTime();
    }
}
