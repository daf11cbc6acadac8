package chat.parley.hub;

import chat.parley.roomlog.EncodedChange;

/** Creates revision ranges for benchmarks in other packages. */
public final class Spans {

    private Spans() {}

    public static RevisionRange live(String room, EncodedChange entry) {
        return RevisionRange.of(room, entry);
    }
}
