package chat.parley.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * People chat and read history while one client attacks, with each kind of {@link Attack} alternating with no attack.
 * Measures the 99th percentiles of messages and pages. The server needs its limits: {@code
 * --set="parley.limits.enabled=true"}.
 */
record Attacks(String name, int people) implements Workload {

    private static final double POSTS_PER_SECOND = 20;
    private static final double PAGES_PER_SECOND = 20;
    private static final int CONNECTIONS = 8;
    private static final double LEAD_SECONDS = 1.5;

    @Override
    public void run(Bench bench) {
        for (Server server : bench.servers()) {
            ParleyWire wire = (ParleyWire) server.wire();
            List<Seat> seats = wire.seats(1, people + 1);
            Seat attacker = seats.get(people);
            List<Seat> others = seats.subList(0, people);
            String path = "/api/rooms/" + attacker.id() + "/messages?limit=50";
            try (Load chat = new SocketLoad(Crowd.join(server, bench.threads(), others), people);
                    Load pages =
                            new PageLoad(server, CONNECTIONS, () -> ParleyWire.request(server, path, others.get(0)))) {
                measureBoth(chat, pages, bench.warmUp());
                for (Attack attack : Attack.values()) {
                    measure(bench, server, attack, attacker, chat, pages);
                }
            }
        }
    }

    private void measure(Bench bench, Server server, Attack attack, Seat attacker, Load chat, Load pages) {
        List<Pair> baseline = new ArrayList<>();
        List<Pair> attacked = new ArrayList<>();
        for (int i = 0; i < bench.runs(); i++) {
            baseline.add(measureBoth(chat, pages, bench.seconds()));
            Process process = AttackProcess.start(attack, server, attacker, bench.seconds() + 2 * LEAD_SECONDS);
            LockSupport.parkNanos((long) (LEAD_SECONDS * TimeUnit.SECONDS.toNanos(1)));
            attacked.add(measureBoth(chat, pages, bench.seconds()));
            process.destroyForcibly().onExit().join();
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
            bench.say(name + ", " + attack + ", quiet: " + baseline.get(i) + "; attacked: " + attacked.get(i));
        }
        bench.report().figure(name, attack.name(), "p99 ms of messages, quiet", median(baseline, true));
        bench.report().figure(name, attack.name(), "the same under attack", median(attacked, true));
        bench.report().figure(name, attack.name(), "ratio", median(attacked, true) / median(baseline, true));
        bench.report().figure(name, attack.name(), "p99 ms of pages, quiet", median(baseline, false));
        bench.report().figure(name, attack.name(), "the same under attack", median(attacked, false));
        bench.report().figure(name, attack.name(), "ratio", median(attacked, false) / median(baseline, false));
        bench.report()
                .figure(
                        name,
                        attack.name(),
                        "messages and pages that failed",
                        attacked.stream()
                                .mapToLong(pair -> pair.chat.lost() + pair.chat.unacknowledged() + pair.pages.lost())
                                .sum());
    }

    private static double median(List<Pair> pairs, boolean chat) {
        return Bench.median(pairs.stream()
                .map(pair -> (chat ? pair.chat : pair.pages).p99())
                .toList());
    }

    /** Runs both loads together. */
    private static Pair measureBoth(Load chat, Load pages, double seconds) {
        CompletableFuture<Step> reading = CompletableFuture.supplyAsync(() -> pages.step(PAGES_PER_SECOND, 0, seconds));
        Step talking = chat.step(POSTS_PER_SECOND, 0, seconds);
        return new Pair(talking, reading.join());
    }

    private record Pair(Step chat, Step pages) {

        @Override
        public String toString() {
            return String.format(
                    java.util.Locale.ROOT,
                    "messages p50 %.1f p99 %.1f ms, pages p50 %.1f p99 %.1f ms",
                    chat.p50(),
                    chat.p99(),
                    pages.p50(),
                    pages.p99());
        }
    }
}
