package chat.parley.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Many clients join rooms for the first time, leave, and join again, alternating between the servers. Measures the cost
 * of a join in compiled code, with and without storing a membership.
 */
record Rejoins(String name, int rooms, int people) implements Workload {

    private static final int MAX_CONCURRENT_JOINS = 500;
    private static final int WARM_UPS = 2;

    @Override
    public void run(Bench bench) {
        Map<String, List<Double>> found = new LinkedHashMap<>();
        for (int round = -WARM_UPS; round < bench.runs(); round++) {
            for (int i = 0; i < bench.servers().size(); i++) {
                Server server = bench.servers().get(i);
                String serverName = server.name() + (i == 0 ? "" : " beside");
                bench.say(name + ": round " + round + " of " + serverName);
                List<Seat> seats = server.wire().seats(rooms, people);
                measure(bench, server, seats, round < 0 ? new LinkedHashMap<>() : found, serverName + ", new members");
                measure(bench, server, seats, round < 0 ? new LinkedHashMap<>() : found, serverName + ", members");
            }
        }
        found.forEach((what, values) -> bench.report().figure(name, what, "joins per CPU-s", Bench.median(values)));
    }

    private static void measure(
            Bench bench, Server server, List<Seat> seats, Map<String, List<Double>> found, String what) {
        settle();
        Sample start = Sample.now(server, () -> 0);
        Crowd crowd = Crowd.join(server, bench.threads(), MAX_CONCURRENT_JOINS, seats);
        double joins = seats.size() / start.serverCpuUntil(Sample.now(server, () -> 0));
        bench.say(what + ": " + Math.round(joins));
        found.computeIfAbsent(what, name -> new ArrayList<>()).add(joins);
        settle();
        crowd.close();
    }

    /** Waits for the work that follows joining and leaving. */
    private static void settle() {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
    }
}
