package chat.parley.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The result of one measured run of load.
 *
 * @param rate scheduled posts per second
 * @param seconds length of the measurement
 * @param deliveries received frames with a post, summed over all clients
 * @param serverCpu CPU seconds of the server
 * @param clientCpu CPU seconds of this program
 * @param p50 milliseconds from the scheduled time of a post to a delivery
 * @param expected deliveries of all posts, including the warm-up
 * @param lost expected deliveries that did not arrive
 * @param unacknowledged posts that were refused or not answered
 */
record Step(
        double rate,
        double seconds,
        long posts,
        long deliveries,
        double serverCpu,
        double clientCpu,
        double p50,
        double p99,
        long expected,
        long lost,
        long doubled,
        long reordered,
        long unacknowledged) {

    private static final double MAX_LOST = 0.001;
    private static final double PERCENT = 100;

    double perCpuSecond() {
        return deliveries / serverCpu;
    }

    double postsPerCpuSecond() {
        return posts / serverCpu;
    }

    double perSecond() {
        return deliveries / seconds;
    }

    /**
     * Whether the server sustains this rate.
     *
     * @param longest limit of the 99th percentile in milliseconds
     */
    boolean held(double longest) {
        return lost <= expected * MAX_LOST && p99 <= longest && doubled == 0 && reordered == 0 && deliveries > 0;
    }

    /** A summary for the console. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%,.0f/s, %,.0f deliveries/s, %,.0f per CPU-s, p50 %.2f ms, p99 %.1f ms, lost %d of %d, doubled %d, "
                        + "reordered %d, unacknowledged %d, CPU %.0f %% and %.0f %%",
                rate,
                perSecond(),
                perCpuSecond(),
                p50,
                p99,
                lost,
                expected,
                doubled,
                reordered,
                unacknowledged,
                PERCENT * serverCpu / seconds,
                PERCENT * clientCpu / seconds);
    }

    /** The median by throughput per CPU second. */
    static Step median(List<Step> steps) {
        return steps.stream()
                .sorted(Comparator.comparingDouble(Step::perCpuSecond))
                .skip((steps.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
    }
}
