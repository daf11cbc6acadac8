package chat.parley.message;

/** The numbers between two others, both of which stand outside. */
record SeqRange(long after, long before) {

    static final SeqRange ALL = new SeqRange(0, Long.MAX_VALUE);

    static SeqRange upTo(long seq) {
        return new SeqRange(0, seq + 1);
    }
}
