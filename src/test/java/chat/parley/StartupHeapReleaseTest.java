package chat.parley;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import org.junit.jupiter.api.Test;

class StartupHeapReleaseTest {

    private static final int MIB = 1024 * 1024;

    @Test
    void releaseShrinksAFilledHeap() {
        assertThat(fill(400)).isGreaterThan(400L * MIB);

        StartupHeapRelease.release();

        MemoryUsage left = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        assertThat(left.getCommitted()).isLessThan(2 * left.getUsed() + 16 * MIB);
    }

    @Test
    void releaseRestoresTheHeapOptions() {
        String before = mostFree();

        StartupHeapRelease.release();

        assertThat(mostFree()).isEqualTo(before);
    }

    private static long fill(int megabytes) {
        byte[][] garbage = new byte[megabytes][];
        for (int at = 0; at < megabytes; at++) {
            garbage[at] = new byte[MIB];
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static String mostFree() {
        return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("MaxHeapFreeRatio")
                .getValue();
    }
}
