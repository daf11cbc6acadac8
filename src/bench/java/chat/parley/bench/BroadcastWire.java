package chat.parley.bench;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A server that sends each text to all connections of the same path: the plain transport, for comparison. It stores
 * nothing and has no accounts.
 */
final class BroadcastWire implements Wire {

    private static final int LENGTH = 128;
    private static final String BEFORE = "{\"type\":\"changed\",\"text\":\"";
    private static final String BEHIND = "\"}";

    private final AtomicInteger loads = new AtomicInteger();

    @Override
    public List<Seat> seats(int rooms, int people) {
        PostForm form = PostForm.of(BEFORE + PostForm.text(LENGTH - BEFORE.length() - BEHIND.length()) + BEHIND);
        String path = "/room/" + loads.incrementAndGet() + "-";
        return IntStream.range(0, rooms * people)
                .map(i -> i / people)
                .mapToObj(room -> new Seat(room, path + room, path + room, "", null, form))
                .toList();
    }
}
