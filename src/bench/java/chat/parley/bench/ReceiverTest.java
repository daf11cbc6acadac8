package chat.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A receiver that missed errors would make every server look good. */
class ReceiverTest {

    private static final int POSTS = 3000;

    private final Run run = Run.of(1, 1, 0, 0);
    private final RoomBook room = run.rooms().get(0);
    private final Receiver first = new Receiver(run, room);
    private final Receiver second = new Receiver(run, room);

    @BeforeEach
    void post() {
        IntStream.range(0, POSTS).forEach(i -> room.next());
    }

    private static void all(Receiver receiver) {
        IntStream.range(0, POSTS).forEach(receiver::take);
    }

    @Test
    void whoeverHasEverythingInOneOrderIsFine() {
        all(first);
        all(second);
        assertThat(second.lost()).isZero();
        assertThat(second.doubled()).isZero();
        assertThat(second.reordered()).isZero();
    }

    @Test
    void anyOrderIsFineIfAllSeeTheSame() {
        for (int i = 0; i < POSTS; i++) {
            first.take(i ^ 1);
            second.take(i ^ 1);
        }
        assertThat(first.reordered() + second.reordered()).isZero();
    }

    @Test
    void whatIsMissingIsLostAndNothingElse() {
        all(first);
        IntStream.range(0, POSTS).filter(i -> i % 7 != 0).forEach(second::take);
        assertThat(second.lost()).isEqualTo((POSTS + 6) / 7);
        assertThat(second.reordered()).isZero();
    }

    @Test
    void whatComesTwiceIsDoubled() {
        all(first);
        first.take(17);
        assertThat(first.doubled()).isOne();
        assertThat(first.lost()).isZero();
    }

    @Test
    void twoThatSeeTwoOrdersAreReordered() {
        first.take(0);
        first.take(1);
        second.take(1);
        second.take(0);
        assertThat(first.reordered() + second.reordered()).isOne();
    }
}
