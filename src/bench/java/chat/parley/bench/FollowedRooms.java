package chat.parley.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Posts in rooms with webhooks that send, alternating with posts in rooms without, on PostgreSQL: the processor time of
 * a post while the receivers answer, and while they are away; and the statements of a node while nobody posts.
 *
 * @param rooms the number of rooms with webhooks
 * @param webhooks the number of webhooks in each of them
 * @param posting the number of rooms of each kind in which somebody posts
 * @param rate posts per second; a part of it while the receivers answer
 */
record FollowedRooms(String name, int rooms, int webhooks, int posting, double rate) implements Workload {

    private static final int ANSWERED_PART = 10;
    private static final double MICROS = 1e6;
    private static final double SECOND = 1e9;
    private static final double QUIET_SECONDS = 20;

    /** Longer than a run: a receiver that is away is called once. */
    private static final String RETRY_DELAY = "1h";

    @Override
    public void run(Bench bench) {
        try (WebhookSink receivers = new WebhookSink()) {
            Database database = bench.databases()
                    .fresh("postgresql")
                    .with(
                            "--parley.hub.tick=1s",
                            "--parley.egress.allow=127.0.0.1",
                            "--parley.egress.ports=" + receivers.port(),
                            "--parley.followers.retry-delay=" + RETRY_DELAY,
                            "--parley.followers.max-retry-delay=" + RETRY_DELAY);
            PostgresWork postgres = new PostgresWork(database);
            postgres.countStatements();
            try (Server server = bench.start(database)) {
                List<Seat> plain = server.wire().seats(posting, 1);
                List<Seat> followed = server.wire().seats(posting, 1);
                try (Load without = load(bench, server, plain);
                        Load with = load(bench, server, followed)) {
                    quiet(bench, postgres, "no followers");
                    bench.say(name + ": " + rooms * webhooks + " followers");
                    postgres.follow(withOthers(server, followed), webhooks, receivers.url());
                    quiet(bench, postgres, "followers, nothing to send");
                    Turns turns = new Turns(bench, postgres, receivers, without, with);
                    turns.run("receivers answer", rate(bench) / ANSWERED_PART);
                    receivers.leave();
                    turns.run("receivers are away", rate(bench));
                    quiet(bench, postgres, "receivers are away");
                }
            }
        }
    }

    private double rate(Bench bench) {
        return bench.rate() > 0 ? bench.rate() : rate;
    }

    private static Load load(Bench bench, Server server, List<Seat> seats) {
        return new SocketLoad(Crowd.join(server, bench.threads(), seats), seats.size());
    }

    /** The ids of the rooms with seats, and of new empty ones. */
    private List<String> withOthers(Server server, List<Seat> seats) {
        return Stream.concat(
                        seats.stream().map(Seat::id),
                        Stream.generate(((ParleyWire) server.wire())::makeRoom).limit(rooms - seats.size()))
                .toList();
    }

    private void quiet(Bench bench, PostgresWork postgres, String state) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
        postgres.statements(QUIET_SECONDS)
                .forEach((what, count) -> bench.report().figure(name, "quiet, " + state, what, count));
    }

    private final class Turns {

        private final Bench bench;
        private final PostgresWork postgres;
        private final WebhookSink receivers;
        private final Load without;
        private final Load with;

        Turns(Bench bench, PostgresWork postgres, WebhookSink receivers, Load without, Load with) {
            this.bench = bench;
            this.postgres = postgres;
            this.receivers = receivers;
            this.without = without;
            this.with = with;
        }

        void run(String state, double posts) {
            measure(without, posts, bench.warmUp());
            measure(with, posts, bench.warmUp());
            Map<String, List<Double>> found = new LinkedHashMap<>();
            for (int i = 0; i < bench.runs(); i++) {
                Cost base = measure(without, posts, bench.seconds());
                Cost cost = measure(with, posts, bench.seconds());
                bench.say(name + ", " + state + ": without " + base + ", with " + cost);
                add(found, "microseconds of a post without followers", base.micros());
                add(found, "the same with followers", cost.micros());
                add(found, "ratio", cost.micros() / base.micros());
                add(found, "of these in PostgreSQL, without", base.databaseMicros());
                add(found, "the same with", cost.databaseMicros());
                add(found, "requests to receivers for a post", cost.requests());
            }
            found.forEach((what, values) -> bench.report().figure(name, state, what, Bench.median(values)));
        }

        /** Includes the work that follows the posts. */
        private Cost measure(Load load, double posts, double seconds) {
            Sample before = Sample.now(load.server(), receivers::requests);
            long databaseBefore = postgres.cpu();
            Step step = load.step(posts, 0, seconds);
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            Sample after = Sample.now(load.server(), receivers::requests);
            double database = (postgres.cpu() - databaseBefore) / SECOND;
            return new Cost(
                    (before.serverCpuUntil(after) + database) * MICROS / step.posts(),
                    database * MICROS / step.posts(),
                    (double) (after.arrived() - before.arrived()) / step.posts(),
                    step.unacknowledged());
        }

        private static void add(Map<String, List<Double>> found, String what, double value) {
            found.computeIfAbsent(what, key -> new ArrayList<>()).add(value);
        }
    }

    /** CPU time, the part of it in PostgreSQL, and requests, per post. */
    private record Cost(double micros, double databaseMicros, double requests, long unacknowledged) {}
}
