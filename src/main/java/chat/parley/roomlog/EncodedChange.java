package chat.parley.roomlog;

/**
 * A change in its wire form, encoded once and shared: commits pass it to this node's hub, and it is sent to other
 * nodes.
 *
 * @param revision the change's revision; 0 for a signal, which is not a change and is not stored
 * @param json {@code {"message":…}}, {@code {"member":…}}, {@code {"room":…}} or {@code {"notice":…}} for a change,
 *     possibly followed by the notice that reports it; for a signal, a form that its sender and receivers agree on.
 *     Shared by many readers, so it must not be modified
 */
@SuppressWarnings("ArrayRecordComponent")
public record EncodedChange(long revision, Kind kind, byte[] json) {

    /** The kind of changed row, or a signal; one byte on the wire. */
    public enum Kind {
        MESSAGE('m'),
        MEMBER('e'),
        ROOM('r'),
        /** Only in pages of the log: a live notice is part of the change that it reports. */
        NOTICE('n'),
        SIGNAL('s');

        private final byte wire;

        Kind(char wire) {
            this.wire = (byte) wire;
        }

        byte wire() {
            return wire;
        }

        static Kind of(byte wire) {
            for (Kind kind : values()) {
                if (kind.wire == wire) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("Unknown kind of entry: " + wire);
        }
    }
}
