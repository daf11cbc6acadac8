package chat.parley.hub;

import java.util.ArrayList;
import java.util.List;

/** Everything that a window had behind a position, or as much of it as goes into one batch, in one dialect. */
record Run(long after, long revision, Batch batch) {

    private static final int MANY = 8;

    /** @param spans which follow each other, the first of them the one behind the position; at least one */
    static Run of(long after, List<Span> spans, Dialect dialect) {
        long revision = spans.get(spans.size() - 1).revision();
        if (spans.size() == 1) {
            return new Run(after, revision, spans.get(0).batch(dialect));
        }
        List<byte[]> frames = new ArrayList<>(spans.size());
        gathered(spans).forEach(span -> frames.addAll(span.batch(dialect).frames()));
        return new Run(after, revision, new Batch(frames));
    }

    /**
     * Many members who come one after the other are told of at once: of a thousand who join, each would get a thousand
     * frames.
     */
    private static List<Span> gathered(List<Span> spans) {
        List<Span> gathered = new ArrayList<>(spans.size());
        for (int from = 0, to; from < spans.size(); from = to) {
            to = from + 1;
            while (to < spans.size()
                    && spans.get(from).ofMember()
                    && spans.get(to).ofMember()) {
                to++;
            }
            List<Span> alike = spans.subList(from, to);
            gathered.addAll(alike.size() < MANY ? alike : List.of(Span.of(alike)));
        }
        return gathered;
    }
}
