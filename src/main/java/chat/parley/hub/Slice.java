package chat.parley.hub;

import chat.parley.transport.FrameBatch;
import java.util.ArrayList;
import java.util.List;

/** The changes in a window after a position, up to the size of one batch, encoded in one dialect. */
record Slice(long after, long revision, FrameBatch batch) {

    private static final int MANY = 8;

    /** @param spans adjacent ranges, starting after the position; at least one */
    static Slice of(long after, List<RevisionRange> spans, Dialect dialect) {
        long revision = spans.get(spans.size() - 1).revision();
        if (spans.size() == 1) {
            return new Slice(after, revision, spans.get(0).batch(dialect));
        }
        List<byte[]> frames = new ArrayList<>(spans.size());
        gathered(spans).forEach(range -> frames.addAll(range.batch(dialect).frames()));
        return new Slice(after, revision, new FrameBatch(frames));
    }

    /**
     * Joins long sequences of membership changes into one range. Otherwise, if a thousand accounts join together, each
     * of them would receive a thousand frames.
     */
    private static List<RevisionRange> gathered(List<RevisionRange> spans) {
        List<RevisionRange> gathered = new ArrayList<>(spans.size());
        for (int from = 0, to; from < spans.size(); from = to) {
            to = from + 1;
            while (to < spans.size()
                    && spans.get(from).ofMember()
                    && spans.get(to).ofMember()) {
                to++;
            }
            List<RevisionRange> alike = spans.subList(from, to);
            gathered.addAll(alike.size() < MANY ? alike : List.of(RevisionRange.of(alike)));
        }
        return gathered;
    }
}
