package chat.parley.faults;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What a client knows of a room: where it stands, and what it still has to send. */
final class RoomView {

    private static final int RECENT = 40;

    final String id;
    final Deque<Post> outbox = new ArrayDeque<>();
    private final LinkedHashMap<Long, Boolean> recent = new LinkedHashMap<>();
    long revision = -1;
    long lastSeq;
    boolean open;
    /** When the room may be opened, or the next text be sent, as of {@link System#nanoTime()}. */
    long openAt = System.nanoTime();

    long sendAt = System.nanoTime();

    RoomView(String id) {
        this.id = id;
    }

    /** A text that is not acknowledged yet, and since when it waits. */
    record Post(String nonce, String text, long since) {}

    /** Remembers the newest messages, and whether they are one's own. */
    void learn(Row row, String account) {
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

    /** One of the newest messages; null if there is none. */
    @Nullable
    Long any(Random random, boolean own) {
        List<Long> seqs = new ArrayList<>(recent.entrySet().stream()
                .filter(message -> !own || message.getValue())
                .map(Map.Entry::getKey)
                .toList());
        return seqs.isEmpty() ? null : seqs.get(random.nextInt(seqs.size()));
    }

    /** The connection is gone, and with it what was opened and sent on it. */
    void interrupted() {
        open = false;
        openAt = System.nanoTime();
        sendAt = System.nanoTime();
    }
}
