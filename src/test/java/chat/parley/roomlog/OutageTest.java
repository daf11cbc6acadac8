package chat.parley.roomlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class OutageTest {

    private static final Throwable GONE = new IllegalStateException("The database is gone");

    private final Outage outage = new Outage();

    @Test
    void anOutageIsToldOfOnceAndSoIsItsEnd(CapturedOutput output) {
        outage.over();
        outage.failed(3, GONE);
        outage.failed(4, GONE);
        outage.over();
        outage.over();
        assertThat(output.getAll()).containsOnlyOnce("The database is gone").containsOnlyOnce("succeed again");
    }

    @Test
    void theNextOutageIsToldOfAgain(CapturedOutput output) {
        outage.failed(3, GONE);
        outage.over();
        outage.failed(4, GONE);
        assertThat(output.getAll()).contains("A transaction of 3 writes", "A transaction of 4 writes");
    }
}
