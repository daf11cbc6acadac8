package chat.parley.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The load program: {@code [WORKLOAD…] [--name=value…]}; see src/docs/performance.md. */
final class Bench implements AutoCloseable {

    private static final Map<String, Workload> WORKLOADS = new LinkedHashMap<>();

    static {
        WORKLOADS.put("p1", new FanOut("P1 one room of 500", 1, 500, 10, 0, 250));
        WORKLOADS.put("p2", new FanOut("P2 200 rooms of 10", 200, 10, 2000, 0, 1000));
        WORKLOADS.put("p3a", new FanOut("P3 one room of 500, 40/s", 1, 500, 10, 40, 200));
        WORKLOADS.put("p3b", new FanOut("P3 200 rooms of 10, 2,000/s", 200, 10, 2000, 2000, 1000));
        WORKLOADS.put("p4", new FanOut("P4 10 rooms of 10, 100/s", 10, 10, 100, 100, 500));
    }

    private final Options options;
    private final List<Server> servers = new ArrayList<>();
    private final Table steps = new Table(
            "workload",
            "server",
            "posts/s",
            "deliveries/s",
            "per CPU-s",
            "posts per CPU-s",
            "p50 ms",
            "p99 ms",
            "lost",
            "doubled",
            "reordered",
            "unacknowledged",
            "server CPU",
            "client CPU",
            "ratio");

    private Bench(Options options) {
        this.options = options;
        Servers known = new Servers(options);
        servers.add(known.open(options.text("server"), List.of()));
        if (!options.text("beside").isEmpty()) {
            servers.add(known.open(options.text("beside"), List.of()));
        }
    }

    public static void main(String[] arguments) {
        Options options = new Options(List.of(arguments));
        List<String> chosen = options.workloads().isEmpty() ? List.copyOf(WORKLOADS.keySet()) : options.workloads();
        List<Workload> workloads = chosen.stream().map(Bench::workload).toList();
        try (Bench bench = new Bench(options)) {
            workloads.forEach(workload -> workload.run(bench));
            System.out.println(bench.steps);
        }
    }

    private static Workload workload(String name) {
        Workload workload = WORKLOADS.get(name);
        if (workload == null) {
            throw new IllegalArgumentException(name + " is none of " + WORKLOADS.keySet());
        }
        return workload;
    }

    List<Server> servers() {
        return servers;
    }

    int runs() {
        return options.number("runs");
    }

    double seconds() {
        return options.seconds("seconds");
    }

    double warmUp() {
        return options.seconds("warm-up");
    }

    int threads() {
        return options.number("threads");
    }

    void say(String what) {
        System.err.println(what);
    }

    void report(String workload, String server, Step step, double ratio) {
        steps.row(
                workload,
                server,
                Table.count(step.rate()),
                Table.count(step.perSecond()),
                Table.count(step.perCpuSecond()),
                Table.count(step.postsPerCpuSecond()),
                Table.millis(step.p50()),
                Table.millis(step.p99()),
                String.valueOf(step.lost()),
                String.valueOf(step.doubled()),
                String.valueOf(step.reordered()),
                String.valueOf(step.unacknowledged()),
                percent(step.serverCpu() / step.seconds()),
                percent(step.clientCpu() / step.seconds()),
                Double.isNaN(ratio) ? "" : Table.ratio(ratio));
    }

    static String line(Step step) {
        return String.format(
                Locale.ROOT,
                "%,.0f posts/s, %,.0f deliveries/s, %,.0f per CPU-s, p50 %.2f ms, p99 %.1f ms, lost %d of %d, "
                        + "doubled %d, reordered %d, unacknowledged %d, CPU %s and %s",
                step.rate(),
                step.perSecond(),
                step.perCpuSecond(),
                step.p50(),
                step.p99(),
                step.lost(),
                step.expected(),
                step.doubled(),
                step.reordered(),
                step.unacknowledged(),
                percent(step.serverCpu() / step.seconds()),
                percent(step.clientCpu() / step.seconds()));
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", part * 100);
    }

    @Override
    public void close() {
        servers.forEach(Server::close);
    }
}
