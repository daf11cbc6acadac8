package chat.parley.roomlog;

/**
 * A change in its wire form, encoded once for everybody: what commits hand to this node's hub, and what travels
 * between nodes.
 *
 * @param revision the change's revision; 0 for a signal, which is no change and is not stored
 * @param json for a change {@code {"message":…}}, {@code {"member":…}} or {@code {"room":…}}; for a signal whatever its
 *     sender and receivers agree on. Shared by many readers: never to be written to
 */
@SuppressWarnings("ArrayRecordComponent")
public record Entry(long revision, Kind kind, byte[] json) {

    /** Stands for itself on the wire as one byte. */
    public enum Kind {
        MESSAGE('m'),
        MEMBER('e'),
        ROOM('r'),
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
