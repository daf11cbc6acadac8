package chat.parley.bench;

import java.util.Comparator;
import java.util.List;

/**
 * What one measured stretch of load came to.
 *
 * @param rate posts a second that were scheduled
 * @param seconds how long it was measured
 * @param deliveries frames with a post that arrived meanwhile, at whomever
 * @param serverCpu seconds of processor of the server meanwhile
 * @param clientCpu the same of this program
 * @param p50 milliseconds from the scheduled time of a post to a delivery
 * @param expected deliveries of all posts, warming up included
 * @param lost those that did not come
 * @param unacknowledged posts that were refused, or not answered
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

    private static final double MOST_LOST = 0.001;
    private static final double LONGEST = 250;

    double perCpuSecond() {
        return deliveries / serverCpu;
    }

    double postsPerCpuSecond() {
        return posts / serverCpu;
    }

    double perSecond() {
        return deliveries / seconds;
    }

    /** Whether the server holds this rate. */
    boolean held() {
        return lost <= expected * MOST_LOST && p99 <= LONGEST && doubled == 0 && reordered == 0 && deliveries > 0;
    }

    /** The middle one by what a processor second carried. */
    static Step median(List<Step> steps) {
        return steps.stream()
                .sorted(Comparator.comparingDouble(Step::perCpuSecond))
                .skip((steps.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
    }
}
