package chat.parley.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Many connections that are idle: measures how fast they join, and how much memory each keeps. */
record Idle(String name, int rooms, int people) implements Workload {

    private static final int MAX_CONCURRENT_JOINS = 500;
    private static final double KIB = 1024;
    private static final double PERCENT = 100;

    @Override
    public void run(Bench bench) {
        for (Server server : bench.servers()) {
            bench.say(name + ": " + rooms * people + " people for " + server.name());
            List<Seat> seats = server.wire().seats(rooms, people);
            warmUp(bench, server);
            Processes.collectGarbage(server.pid());
            long before = Processes.resident(server.pid());
            measure(bench, server, seats, before);
        }
    }

    /** Cold code is slow, and compiling it takes memory that must not be charged to the connections. */
    private void warmUp(Bench bench, Server server) {
        for (int i = 0; i < 3; i++) {
            Crowd.join(
                            server,
                            bench.threads(),
                            MAX_CONCURRENT_JOINS,
                            server.wire().seats(10, people))
                    .close();
        }
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
    }

    private void measure(Bench bench, Server server, List<Seat> seats, long before) {
        Sample start = Sample.now(server, () -> 0);
        try (Crowd crowd = Crowd.join(server, bench.threads(), MAX_CONCURRENT_JOINS, seats)) {
            Sample joined = Sample.now(server, () -> 0);
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
            long resident = Processes.resident(server.pid());
            Processes.collectGarbage(server.pid());
            long collected = Processes.resident(server.pid());
            Sample quiet = Sample.now(server, () -> 0);
            Sample end = Sample.at(quiet.nanos() + (long) (bench.seconds() * 1e9), server, () -> 0);
            Report report = bench.report();
            report.figure(name, server.name(), "joins per second", seats.size() / start.secondsUntil(joined));
            report.figure(name, server.name(), "joins per CPU-s", seats.size() / start.serverCpuUntil(joined));
            report.figure(name, server.name(), "KiB resident per connection", (resident - before) / KIB / seats.size());
            report.figure(
                    name, server.name(), "the same after a collection", (collected - before) / KIB / seats.size());
            report.figure(
                    name,
                    server.name(),
                    "CPU % while nothing is said",
                    PERCENT * quiet.serverCpuUntil(end) / quiet.secondsUntil(end));
            report.figure(name, server.name(), "connections lost", crowd.lostConnections());
        }
    }
}
