package chat.parley.hub;

import chat.parley.transport.FrameBatch;
import java.util.ArrayList;
import java.util.List;

/** The changes in a window after a position, up to the size of one batch, encoded in one dialect. */
record Slice(long after, long revision, FrameBatch batch) {

    private static final int MIN_JOINED = 8;

    /** @param ranges adjacent ranges, starting after the position; at least one */
    static Slice of(long after, List<RevisionRange> ranges, Dialect dialect) {
        long revision = ranges.get(ranges.size() - 1).revision();
        if (ranges.size() == 1) {
            return new Slice(after, revision, ranges.get(0).batch(dialect));
        }
        List<byte[]> frames = new ArrayList<>(ranges.size());
        joinMemberships(ranges)
                .forEach(range -> frames.addAll(range.batch(dialect).frames()));
        return new Slice(after, revision, new FrameBatch(frames));
    }

    /**
     * Joins long sequences of membership changes into one range. Otherwise, if a thousand accounts join together, each
     * of them would receive a thousand frames.
     */
    private static List<RevisionRange> joinMemberships(List<RevisionRange> ranges) {
        List<RevisionRange> joined = new ArrayList<>(ranges.size());
        for (int from = 0, to; from < ranges.size(); from = to) {
            to = from + 1;
            while (to < ranges.size()
                    && ranges.get(from).isMembershipChange()
                    && ranges.get(to).isMembershipChange()) {
                to++;
            }
            List<RevisionRange> group = ranges.subList(from, to);
            joined.addAll(group.size() < MIN_JOINED ? group : List.of(RevisionRange.of(group)));
        }
        return joined;
    }
}
