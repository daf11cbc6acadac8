package chat.parley.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Acknowledged posts in a closed loop on PostgreSQL, alternating with plain inserts of the same rows. */
record Posts(String name, int rooms, int inFlight) implements Workload {

    @Override
    public void run(Bench bench) {
        Database database = bench.databases().fresh("postgresql");
        List<ClosedLoop.Speed> posts = new ArrayList<>();
        List<Double> rows = new ArrayList<>();
        BareInserts bare = new BareInserts(database);
        try (Server server = bench.start(database)) {
            for (int i = 0; i < bench.runs(); i++) {
                posts.add(posts(bench, server, i == 0 ? bench.warmUp() : 1));
                rows.add(bare.perSecond(bench.seconds()));
                bench.say(name + ": " + posts.get(i) + ", bare rows " + Math.round(rows.get(i)));
            }
        }
        double perSecond =
                Bench.median(posts.stream().map(ClosedLoop.Speed::perSecond).toList());
        Report report = bench.report();
        report.figure(name, "parley", "acknowledged posts per second", perSecond);
        report.figure(
                name,
                "parley",
                "acknowledged posts per CPU-s of Parley alone",
                Bench.median(posts.stream().map(ClosedLoop.Speed::perCpuSecond).toList()));
        report.figure(name, "bare client", "rows per second", Bench.median(rows));
        report.figure(name, "parley", "ratio of posts to rows", perSecond / Bench.median(rows));
    }

    private ClosedLoop.Speed posts(Bench bench, Server server, double warmUp) {
        try (Crowd crowd = Crowd.join(server, bench.threads(), server.wire().seats(rooms, 1));
                ClosedLoop loop = new ClosedLoop(crowd, inFlight)) {
            LockSupport.parkNanos((long) (warmUp * TimeUnit.SECONDS.toNanos(1)));
            return loop.measure(bench.seconds());
        }
    }
}
