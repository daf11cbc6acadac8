package chat.parley.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A schedule of faults by dice, and the doing of it. Every kind occurs before one occurs again. Faults of different places
 * overlap; the next one of a place waits for the last one to end.
 */
final class Storm {

    private static final int LONGEST_MILLIS = 4_000;
    private static final int SHORTEST_MILLIS = 500;

    private final Cluster cluster;
    private final Random random;
    private final List<Fault> kinds;
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private final Map<Fault.Place, CompletableFuture<Void>> going = new EnumMap<>(Fault.Place.class);

    Storm(Cluster cluster, Random random, Collection<Fault> kinds) {
        this.cluster = cluster;
        this.random = random;
        this.kinds = new ArrayList<>(kinds);
    }

    /** All kinds, in some order, again and again until the time is over. Returns when all have ended. */
    Map<Fault, Integer> rage(Duration least) {
        long end = System.nanoTime() + least.toNanos();
        ScheduledExecutorService healers = Executors.newScheduledThreadPool(Fault.Place.values().length);
        try {
            do {
                Collections.shuffle(kinds, random);
                kinds.forEach(fault -> strike(fault, healers));
            } while (System.nanoTime() < end);
            going.values().forEach(CompletableFuture::join);
        } finally {
            healers.shutdownNow();
        }
        return counts;
    }

    private void strike(Fault fault, ScheduledExecutorService healers) {
        Node node = cluster.nodes().get(random.nextInt(cluster.nodes().size()));
        long length = millis();
        long pause = millis() / 2;
        going.getOrDefault(fault.place(), CompletableFuture.completedFuture(null))
                .join();
        System.out.printf("%tT %s, %d ms%n", System.currentTimeMillis(), fault, length);
        Runnable heal = fault.inject(cluster, node);
        counts.merge(fault, 1, Integer::sum);
        going.put(
                fault.place(),
                CompletableFuture.runAsync(
                        heal, CompletableFuture.delayedExecutor(length, TimeUnit.MILLISECONDS, healers)));
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS))
                .join();
    }

    private long millis() {
        return SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS);
    }
}
