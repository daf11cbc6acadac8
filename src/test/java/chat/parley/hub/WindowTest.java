package chat.parley.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import chat.parley.roomlog.EncodedChange;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {

    private int maxBytes = Window.MAX_BYTES;
    private final Window window = new Window(10, () -> maxBytes);

    /** Returns the ranges after a position. */
    private List<RevisionRange> next(long position) {
        return window.after(position, Long.MAX_VALUE, 0);
    }

    private void append(long revision, int bytes) {
        window.append(RevisionRange.of("r", new EncodedChange(revision, EncodedChange.Kind.MESSAGE, new byte[bytes])));
    }

    @Test
    void emptyWindowHasItsInitialRevision() {
        assertThat(window.head()).isEqualTo(10);
        assertThat(next(10)).isEmpty();
        assertThat(window.fellOut(10)).isFalse();
        assertThat(window.fellOut(9)).isTrue();
    }

    @Test
    void everyPositionInWindowFindsFollowingChanges() {
        for (long revision = 11; revision <= 40; revision++) {
            append(revision, 1);
        }
        for (long position = 10; position < 40; position++) {
            assertThat(window.fellOut(position)).isFalse();
            assertThat(next(position)).extracting(RevisionRange::revision).containsExactly(position + 1);
        }
        assertThat(next(40)).isEmpty();
        assertThat(next(99)).isEmpty();
    }

    @Test
    void positionInsideRangeGetsWholeRange() {
        window.append(new RevisionRange("r", 10, 20, List.of()));
        append(21, 1);
        assertThat(next(15))
                .extracting(RevisionRange::after, RevisionRange::revision)
                .containsExactly(tuple(10L, 20L));
        assertThat(next(20)).extracting(RevisionRange::revision).containsExactly(21L);
    }

    @Test
    void readerTakesAtMostOneBatchUpToItsLimit() {
        for (long revision = 11; revision <= 20; revision++) {
            append(revision, 10);
        }
        assertThat(window.after(12, Long.MAX_VALUE, 30))
                .extracting(RevisionRange::revision)
                .containsExactly(13L, 14L, 15L);
        assertThat(window.after(12, 14, 1000))
                .extracting(RevisionRange::revision)
                .containsExactly(13L, 14L);
        assertThat(window.after(12, Long.MAX_VALUE, 1000)).hasSize(8);
    }

    @Test
    void nonAdjacentRangeIsRejected() {
        assertThatThrownBy(() -> append(12, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numberOfChangesIsBounded() {
        for (long revision = 11; revision <= 10 + 3 * Window.MAX_RANGES; revision++) {
            append(revision, 1);
        }
        long oldest = 10 + 2 * Window.MAX_RANGES;
        assertThat(window.fellOut(oldest)).isFalse();
        assertThat(window.fellOut(oldest - 1)).isTrue();
        assertThat(next(oldest)).extracting(RevisionRange::revision).containsExactly(oldest + 1);
    }

    @Test
    void bytesAreBoundedAndNewestChangeIsKept() {
        append(11, Window.MAX_BYTES / 5);
        append(12, Window.MAX_BYTES / 5);
        assertThat(window.fellOut(10)).isFalse();
        append(13, Window.MAX_BYTES / 5);
        assertThat(window.fellOut(10)).isTrue();
        append(14, 2 * Window.MAX_BYTES);
        assertThat(window.fellOut(13)).isFalse();
        assertThat(window.fellOut(12)).isTrue();
    }

    @Test
    void windowShrinksWhenItsLimitDecreases() {
        for (long revision = 11; revision <= 1_010; revision++) {
            append(revision, 100);
        }
        assertThat(window.fellOut(10)).isFalse();

        maxBytes = 10_000;
        append(1_011, 100);
        assertThat(window.fellOut(1_011 - 20)).isFalse();
        assertThat(window.fellOut(1_011 - 21)).isTrue();
    }
}
