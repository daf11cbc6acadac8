package chat.parley.app;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** What a start leaves in the heap and nobody needs again. */
final class Leftovers {

    /** In per cent of the heap: more that is free after a collection is handed back to the system. */
    private static final String MOST_FREE = "MaxHeapFreeRatio";

    private static final String LEAST_FREE = "MinHeapFreeRatio";

    private Leftovers() {}

    /**
     * Hands it back to the system: 55 MiB for 50 ms. A JVM begins with a 64th of the machine's memory as its heap, and keeps
     * what a start has filled of that for as long as nothing happens. So it collects once while it may keep no more free
     * than it must. The heap grows again as it is used, and by the JVM's own rules. An {@code -Xms} is respected.
     */
    static void giveBack() {
        try {
            HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            String mostFree = value(jvm, MOST_FREE);
            jvm.setVMOption(MOST_FREE, value(jvm, LEAST_FREE));
            System.gc();
            jvm.setVMOption(MOST_FREE, mostFree);
        } catch (IllegalArgumentException e) {
            // A JVM without these options
        }
    }

    private static String value(HotSpotDiagnosticMXBean jvm, String option) {
        return jvm.getVMOption(option).getValue();
    }
}
