package chat.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadMoveTest {

    private static final long REVISION = 100;
    private static final int MAX_SEQ = 4;
    private static final int MAX_MARKS = 5;

    @Test
    void combinedMarksHaveTheEffectOfMarksOneAfterTheOther() {
        extend(new ArrayList<>(), ReadMove.none(REVISION));
    }

    /** Compares every sequence of marks that begins with these. */
    private static void extend(List<Mark> marks, ReadMove move) {
        for (long readSeq = 0; readSeq <= MAX_SEQ + 1; readSeq++) {
            Member expected = new Member(readSeq, 0);
            for (Mark mark : marks) {
                expected = expected.after(mark);
            }
            assertThat(new Member(readSeq, 0).after(move))
                    .as("%s after %s", readSeq, marks)
                    .isEqualTo(expected);
        }
        if (marks.size() == MAX_MARKS) {
            return;
        }
        for (int seq = 0; seq <= MAX_SEQ; seq++) {
            marks.add(new Mark(seq, true));
            extend(marks, move.back(seq));
            marks.set(marks.size() - 1, new Mark(seq, false));
            extend(marks, move.forward(seq));
            marks.remove(marks.size() - 1);
        }
    }

    private record Mark(long seq, boolean back) {}

    private record Member(long readSeq, long readRevision) {

        Member after(Mark mark) {
            if (mark.back()) {
                return new Member(Math.min(readSeq, mark.seq()), readRevision);
            }
            return mark.seq() < readSeq ? this : new Member(mark.seq(), REVISION);
        }

        Member after(ReadMove move) {
            return new Member(
                    Math.max(move.low(), Math.min(move.high(), readSeq)),
                    readSeq <= move.seen() ? move.revision() : readRevision);
        }
    }
}
