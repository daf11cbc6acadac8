package chat.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrikeTest {

    private final Strike strike = new Strike(Fault.NODE_KILLED, seconds(10, 20));

    @Test
    void waitsBeforeAndLongAfterTheFaultAreNotAttributedToIt() {
        assertThat(strike.caused(List.of(seconds(1, 9), seconds(26, 40)))).isEmpty();
    }

    @Test
    void waitsDuringAndSoonAfterTheFaultAreAttributedToIt() {
        assertThat(strike.caused(List.of(seconds(9, 11), seconds(24, 30))))
                .containsExactly(seconds(9, 11), seconds(24, 30));
    }

    @Test
    void onlyTimeApartFromAllFaultsCountsAsOutside() {
        List<Span> faults = List.of(seconds(14, 18), seconds(1, 11), seconds(16, 17), seconds(29, 40));

        assertThat(seconds(10, 30).outside(faults)).isEqualTo(Duration.ofSeconds(3 + 11));
        assertThat(seconds(15, 16).outside(faults)).isZero();
        assertThat(seconds(50, 52).outside(faults)).isEqualTo(Duration.ofSeconds(2));
    }

    private static Span seconds(long from, long to) {
        return new Span(
                Duration.ofSeconds(from).toNanos(), Duration.ofSeconds(to).toNanos());
    }
}
