package chat.parley;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** Returns heap memory that only the start needed to the operating system. */
final class StartupHeapRelease {

    /** A JVM option: the percentage of free heap above which a collection returns memory to the operating system. */
    private static final String MAX_FREE_RATIO = "MaxHeapFreeRatio";

    private static final String MIN_FREE_RATIO = "MinHeapFreeRatio";

    private StartupHeapRelease() {}

    /**
     * Collects garbage once while the JVM may keep as little free heap as its options allow; takes about 50 ms and
     * returns about 55 MiB. The initial heap is a 64th of the machine's memory, and an idle JVM keeps the part that the
     * start has filled. Afterwards the options have their former values and the heap grows by the JVM's own rules.
     * Respects {@code -Xms}.
     */
    static void release() {
        try {
            HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            String maxFreeRatio = value(jvm, MAX_FREE_RATIO);
            jvm.setVMOption(MAX_FREE_RATIO, value(jvm, MIN_FREE_RATIO));
            System.gc();
            jvm.setVMOption(MAX_FREE_RATIO, maxFreeRatio);
        } catch (IllegalArgumentException e) {
            // This JVM does not have the options
        }
    }

    private static String value(HotSpotDiagnosticMXBean jvm, String option) {
        return jvm.getVMOption(option).getValue();
    }
}
