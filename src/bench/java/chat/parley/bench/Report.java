package chat.parley.bench;

import java.util.Locale;

/** The results, in tables. */
final class Report {

    private static final double PERCENT = 100;

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
    private final Table figures = new Table("workload", "server", "figure", "value");

    /** @param ratio relative to the other server; NaN if there is none */
    void step(String workload, String server, Step step, double ratio) {
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

    void figure(String workload, String server, String what, double value) {
        figures.row(workload, server, what, value < 10 ? Table.ratio(value) : Table.count(value));
    }

    static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", part * PERCENT);
    }

    @Override
    public String toString() {
        return steps.isEmpty() ? figures.toString() : figures.isEmpty() ? steps.toString() : steps + "\n" + figures;
    }
}
