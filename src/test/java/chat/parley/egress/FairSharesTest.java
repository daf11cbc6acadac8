package chat.parley.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairSharesTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 8, 31})
    void largestTakeIsWhatOneGroupGets(int turns) {
        FairShares shares = new FairShares(turns);
        shares.tryTake(Set.of("other"));
        int announced = shares.largestTake();

        int taken = 0;
        while (shares.tryTake(Set.of("busy"))) {
            taken++;
        }

        assertThat(announced).isLessThanOrEqualTo(Math.max(taken, 0));
        assertThat(shares.full().contains("busy")).isEqualTo(taken > 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 8, 31})
    void allTurnsCanBeTakenInSteps(int turns) {
        FairShares shares = new FairShares(turns);
        int taken = 0;
        while (shares.largestTake() > 0) {
            for (int i = shares.largestTake(); i > 0; i--) {
                shares.take(Set.of("group " + taken++));
            }
        }

        assertThat(taken).isEqualTo(turns);
        assertThat(shares.free()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 31})
    void returnedTurnsCanBeTakenAgain(int turns) {
        FairShares shares = new FairShares(turns);
        for (int i = 0; i < 100; i++) {
            assertThat(shares.tryTake(Set.of("one", "two"))).isTrue();
            shares.release(Set.of("one", "two"));
        }

        assertThat(shares.free()).isEqualTo(turns);
        assertThat(shares.full()).isEmpty();
    }
}
