package chat.parley.hub;

import chat.parley.roomlog.Entry;

/** Spans for benchmarks of other packages. */
public final class Spans {

    private Spans() {}

    public static Span live(String room, Entry entry) {
        return Span.of(room, entry);
    }
}
