package chat.parley.room;

/**
 * The combined effect of one member's marks that are applied one after the other: the read mark becomes
 * {@code max(low, min(high, mark))}.
 *
 * @param seen up to this read mark, one of the marks moves it forward or confirms it, so that the member has seen all
 *     edits up to {@code revision}; negative if none does
 * @param revision the room's revision at that moment
 */
record ReadMove(long low, long high, long seen, long revision) {

    /** Returns the move that changes nothing. */
    static ReadMove none(long revision) {
        return new ReadMove(0, Long.MAX_VALUE, -1, revision);
    }

    /** Returns this move followed by a mark that never moves back. */
    ReadMove forward(long seq) {
        if (seq < low) {
            return this;
        }
        return new ReadMove(seq, high, seq < high ? Math.max(seen, seq) : Long.MAX_VALUE, revision);
    }

    /** Returns this move followed by a mark that never moves forward. */
    ReadMove back(long seq) {
        return new ReadMove(Math.min(low, seq), Math.min(high, seq), seen, revision);
    }
}
