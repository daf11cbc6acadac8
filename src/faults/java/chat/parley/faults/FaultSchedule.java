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

    private static final int MAX_FAULT_MILLIS = 4_000;
    private static final int MIN_FAULT_MILLIS = 500;

    private final Cluster cluster;
    private final Crowd crowd;
    private final Random random;
    private final List<Fault> kinds;
    private final Queue<Strike> strikes = new ConcurrentLinkedQueue<>();
    private final Map<Fault.Place, CompletableFuture<Void>> active = new EnumMap<>(Fault.Place.class);

    FaultSchedule(Cluster cluster, Crowd crowd, Random random, Collection<Fault> kinds) {
        this.cluster = cluster;
        this.crowd = crowd;
        this.random = random;
        this.kinds = kinds.stream().filter(this::possible).collect(Collectors.toCollection(ArrayList::new));
    }

    /** Runs all kinds in random order, repeatedly until the time is over. Returns when all faults have ended. */
    List<Strike> run(Duration minDuration) {
        long end = System.nanoTime() + minDuration.toNanos();
        ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(Fault.Place.values().length);
        try {
            do {
                Collections.shuffle(kinds, random);
                kinds.forEach(fault -> strike(fault, scheduler));
            } while (System.nanoTime() < end);
            active.values().forEach(CompletableFuture::join);
        } finally {
            scheduler.shutdownNow();
        }
        return List.copyOf(strikes);
    }

    private boolean possible(Fault fault) {
        boolean possible = fault.isPossible(cluster);
        if (!possible) {
            System.out.println(fault + " is left out: this machine does not let the tests mount a disk");
        }
        return possible;
    }

    private void strike(Fault fault, ScheduledExecutorService scheduler) {
        Node node = cluster.nodes().get(random.nextInt(cluster.nodes().size()));
        long length = millis();
        long pause = millis() / 2;
        active.getOrDefault(fault.place(), CompletableFuture.completedFuture(null))
                .join();
        System.out.printf("%tT %s, %d ms%n", System.currentTimeMillis(), fault, length);
        long startedAt = System.nanoTime();
        Runnable heal = fault.inject(cluster, node, crowd);
        active.put(
                fault.place(),
                CompletableFuture.runAsync(
                        () -> {
                            heal.run();
                            strikes.add(new Strike(fault, Span.since(startedAt)));
                        },
                        CompletableFuture.delayedExecutor(length, TimeUnit.MILLISECONDS, scheduler)));
        if (kinds.size() == 1) {
            active.get(fault.place()).join();
            crowd.recover();
        }
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS))
                .join();
    }

    private long millis() {
        return MIN_FAULT_MILLIS + random.nextInt(MAX_FAULT_MILLIS - MIN_FAULT_MILLIS);
    }
}
