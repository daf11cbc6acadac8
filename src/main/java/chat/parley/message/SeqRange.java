package chat.parley.message;

/** A range of message numbers; both bounds are exclusive. */
record SeqRange(long after, long before) {

    static final SeqRange ALL = new SeqRange(0, Long.MAX_VALUE);

    static SeqRange upTo(long seq) {
        return new SeqRange(0, seq + 1);
    }
}
