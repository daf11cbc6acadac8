package chat.parley.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The load program: {@code [WORKLOAD…] [--name=value…]}; see src/docs/performance.md. */
final class Bench implements AutoCloseable {

    private static final Map<String, Workload> WORKLOADS = new LinkedHashMap<>();

    static {
        WORKLOADS.put("p1", new FanOut("P1 one room of 500", 1, 500, 10, 0, 250));
        WORKLOADS.put("p2", new FanOut("P2 200 rooms of 10", 200, 10, 2000, 0, 1000));
        WORKLOADS.put("p3a", new FanOut("P3 one room of 500, 40/s", 1, 500, 10, 40, 200));
        WORKLOADS.put("p3b", new FanOut("P3 200 rooms of 10, 2,000/s", 200, 10, 2000, 2000, 1000));
        WORKLOADS.put("p4", new FanOut("P4 10 rooms of 10, 100/s", 10, 10, 100, 100, 500));
        WORKLOADS.put("p5", new Idle("P5 idle", 200, 50));
        WORKLOADS.put("p5-one", new Idle("P5 one room of 1,000", 1, 1000));
        WORKLOADS.put("p5-again", new Rejoins("P5 come and go", 20, 50));
        WORKLOADS.put("p6", new MassReconnect("P6 all lost at once", 200, 50));
        WORKLOADS.put("p7", new Posts("P7 posts on PostgreSQL", 50, 16));
        WORKLOADS.put("p8a", new Pages("P8 history pages", true, 1, 5000, 500));
        WORKLOADS.put("p8b", new Pages("P8 lists of 20 rooms", false, 20, 50, 500));
        Stream.of(10, 100, 1000, 5000)
                .forEach(people ->
                        WORKLOADS.put("p9-" + people, new FanOut("P9 one room of " + people, 1, people, 10, 0, 125)));
        WORKLOADS.put("p9-messages", new Growth("P9 long history", List.of(1000, 1_000_000, 10_000_000)));
        WORKLOADS.put("p10", new StartUp("P10 start"));
        WORKLOADS.put("p11", new Attacks("P11 under attack", 20));
        WORKLOADS.put("p12", new FollowedRooms("P12 10,000 followers", 1000, 10, 100, 200));
    }

    private final Options options;
    private final Databases databases = new Databases();
    private final List<Server> servers = new ArrayList<>();
    private final Report report = new Report();

    private Bench(Options options) {
        this.options = options;
    }

    public static void main(String[] arguments) {
        Options options = new Options(List.of(arguments));
        List<String> chosen = options.workloads().isEmpty() ? List.copyOf(WORKLOADS.keySet()) : options.workloads();
        List<Workload> workloads = chosen.stream().map(Bench::workload).toList();
        try (Bench bench = new Bench(options)) {
            workloads.forEach(workload -> workload.run(bench));
            System.out.println(bench.report);
        }
    }

    private static Workload workload(String name) {
        Workload workload = WORKLOADS.get(name);
        if (workload == null) {
            throw new IllegalArgumentException(name + " is none of " + WORKLOADS.keySet());
        }
        return workload;
    }

    /** The server to measure, and the one to compare with, if any; started on first use. */
    List<Server> servers() {
        if (servers.isEmpty()) {
            Servers known = new Servers(options);
            servers.add(known.open(options.text("server"), databases.fresh(database()), 0));
            if (!options.text("beside").isEmpty()) {
                servers.add(known.open(options.text("beside"), databases.fresh(database()), 0));
            }
        }
        return servers;
    }

    /** Starts a server with the given database; the caller closes it. */
    Server start(Database database) {
        return start(database, 0);
    }

    Server start(Database database, int port) {
        return new Servers(options).open(options.text("server"), database, port);
    }

    Databases databases() {
        return databases;
    }

    String database() {
        return options.text("database");
    }

    int runs() {
        return options.number("runs");
    }

    double seconds() {
        return options.seconds("seconds");
    }

    /** A rate that replaces the workload's own; 0 for none. */
    double rate() {
        return options.given("rate");
    }

    /** A limit of the 99th percentile in milliseconds that replaces the workload's own; 0 for none. */
    double maxLatency() {
        return options.given("longest");
    }

    double warmUp() {
        return options.seconds("warm-up");
    }

    int threads() {
        return options.number("threads");
    }

    Report report() {
        return report;
    }

    void say(String what) {
        System.err.println(what);
    }

    static double median(List<Double> values) {
        return values.stream()
                .sorted()
                .skip((values.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        servers.forEach(Server::close);
        databases.close();
    }
}
