package chat.parley.hub;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.roomlog.EncodedChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChangeSequencerTest {

    private final List<Long> passed = new ArrayList<>();
    private final ChangeSequencer sequencer = new ChangeSequencer(change -> passed.add(change.revision()));

    @Test
    void changesInAnyOrderArePassedOnOnceInOrder() {
        long seed = System.nanoTime();
        List<Long> revisions =
                new ArrayList<>(LongStream.rangeClosed(8, 60).boxed().toList());
        revisions.addAll(List.copyOf(revisions));
        Collections.shuffle(revisions, new Random(seed));
        sequencer.advanceTo(7);
        revisions.forEach(this::receive);
        assertThat(passed)
                .as("seed %d", seed)
                .isEqualTo(LongStream.rangeClosed(8, 60).boxed().toList());
        assertThat(sequencer.hasGap()).isFalse();
    }

    @Test
    void changesBeforeTheStartAreHeldBackWithoutGap() {
        receive(0);
        receive(3);
        assertThat(passed).isEmpty();
        assertThat(sequencer.hasGap()).isFalse();
        sequencer.advanceTo(2);
        sequencer.release();
        assertThat(passed).containsExactly(3L);
    }

    @Test
    void missingChangeIsAGapUntilTheHeadPassesIt() {
        sequencer.advanceTo(1);
        receive(3);
        receive(4);
        assertThat(passed).isEmpty();
        assertThat(sequencer.hasGap()).isTrue();
        sequencer.advanceTo(3);
        sequencer.release();
        assertThat(passed).containsExactly(4L);
        assertThat(sequencer.hasGap()).isFalse();
    }

    @Test
    void discardedChangesLeaveNoGap() {
        sequencer.advanceTo(1);
        receive(3);
        sequencer.discardHeldBack();
        receive(2);
        assertThat(passed).containsExactly(2L);
        assertThat(sequencer.hasGap()).isFalse();
    }

    @Test
    void numberOfHeldBackChangesIsBounded() {
        sequencer.advanceTo(0);
        for (long revision = 2; revision <= ChangeSequencer.MAX_HELD_BACK + 10; revision++) {
            receive(revision);
        }
        receive(1);
        assertThat(passed).hasSize(ChangeSequencer.MAX_HELD_BACK + 1);
    }

    private void receive(long revision) {
        sequencer.accept(new EncodedChange(revision, EncodedChange.Kind.MESSAGE, new byte[0]));
        sequencer.release();
    }
}
