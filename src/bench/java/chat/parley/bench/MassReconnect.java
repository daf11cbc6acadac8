package chat.parley.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** All sockets are lost together, and all clients reconnect together and resume. */
record MassReconnect(String name, int rooms, int people) implements Workload {

    private static final int MAX_CONCURRENT_JOINS = 500;

    @Override
    public void run(Bench bench) {
        for (Server server : bench.servers()) {
            bench.say(name + ": " + rooms * people + " join " + server.name());
            List<Seat> seats = server.wire().seats(rooms, people);
            try (Crowd crowd = Crowd.join(server, bench.threads(), MAX_CONCURRENT_JOINS, seats)) {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
                List<Seat> resuming = crowd.links().stream()
                        .map(link -> link.seat().resuming(link.revision()))
                        .toList();
                crowd.cut();
                resume(bench, server, resuming);
            }
        }
    }

    private void resume(Bench bench, Server server, List<Seat> seats) {
        Sample start = Sample.now(server, () -> 0);
        try (Crowd back = Crowd.join(server, bench.threads(), seats.size(), seats)) {
            Sample end = Sample.now(server, () -> 0);
            Report report = bench.report();
            report.figure(name, server.name(), seats.size() + " resumed, seconds", start.secondsUntil(end));
            report.figure(name, server.name(), "resumed per CPU-s", seats.size() / start.serverCpuUntil(end));
            report.figure(name, server.name(), "connections lost again", back.lostConnections());
        }
    }
}
