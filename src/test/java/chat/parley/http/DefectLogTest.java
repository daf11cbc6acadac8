package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DefectLogTest {

    private final Hands hands = new Hands();
    private final DefectLog defects = new DefectLog(hands);

    @Test
    void causeIsLoggedAgainAfterAMinuteWithTheNumberOfOmittedOnes(CapturedOutput log) {
        IllegalStateException defect = new IllegalStateException("torn");

        defects.add("First", defect);
        defects.add("Second", defect);
        defects.add("Third", defect);
        hands.turn(Duration.ofMinutes(1));
        defects.add("Fourth", defect);

        assertThat(log)
                .contains("First failed")
                .doesNotContain("Second")
                .doesNotContain("Third")
                .contains("Fourth failed, and 2 others with the same cause");
    }

    @Test
    void otherCauseIsLoggedImmediately(CapturedOutput log) {
        defects.add("First", new IllegalStateException("torn"));
        defects.add("Second", new IllegalArgumentException("worn"));

        assertThat(log).contains("First failed").contains("Second failed");
    }

    /** A clock that is advanced by the test. */
    private static final class Hands extends Clock {

        private Instant now = Instant.EPOCH;

        void turn(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
