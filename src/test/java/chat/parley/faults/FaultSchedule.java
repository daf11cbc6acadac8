package chat.parley.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs a random schedule of faults. Every kind occurs before one occurs again. Faults of different places overlap; the
 * next fault of a place waits for the end of the previous one. A kind that runs alone strikes again only after
 * everybody has recovered, so that its own waits are measured.
 */
final class FaultSchedule {

    private static final int LONGEST_MILLIS = 4_000;
    private static final int SHORTEST_MILLIS = 500;

    private final Cluster cluster;
    private final Crowd crowd;
    private final Random random;
    private final List<Fault> kinds;
    private final Queue<Strike> strikes = new ConcurrentLinkedQueue<>();
    private final Map<Fault.Place, CompletableFuture<Void>> going = new EnumMap<>(Fault.Place.class);

    FaultSchedule(Cluster cluster, Crowd crowd, Random random, Collection<Fault> kinds) {
        this.cluster = cluster;
        this.crowd = crowd;
        this.random = random;
        this.kinds = kinds.stream().filter(this::possible).collect(Collectors.toCollection(ArrayList::new));
    }

    /** Runs all kinds in random order, repeatedly until the time is over. Returns when all faults have ended. */
    List<Strike> rage(Duration least) {
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
        return List.copyOf(strikes);
    }

    private boolean possible(Fault fault) {
        boolean possible = fault.possible(cluster);
        if (!possible) {
            System.out.println(fault + " is left out: this machine does not let the tests mount a disk");
        }
        return possible;
    }

    private void strike(Fault fault, ScheduledExecutorService healers) {
        Node node = cluster.nodes().get(random.nextInt(cluster.nodes().size()));
        long length = millis();
        long pause = millis() / 2;
        going.getOrDefault(fault.place(), CompletableFuture.completedFuture(null))
                .join();
        System.out.printf("%tT %s, %d ms%n", System.currentTimeMillis(), fault, length);
        long began = System.nanoTime();
        Runnable heal = fault.inject(cluster, node, crowd);
        going.put(
                fault.place(),
                CompletableFuture.runAsync(
                        () -> {
                            heal.run();
                            strikes.add(new Strike(fault, Span.since(began)));
                        },
                        CompletableFuture.delayedExecutor(length, TimeUnit.MILLISECONDS, healers)));
        if (kinds.size() == 1) {
            going.get(fault.place()).join();
            crowd.recover();
        }
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS))
                .join();
    }

    private long millis() {
        return SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS);
    }
}
