package chat.parley.roomlog;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** How entries travel on a room's channel: each is revision (8 bytes), kind (1), length (4) and JSON. */
public final class Entries {

    private static final int HEADER = Long.BYTES + 1 + Integer.BYTES;

    private Entries() {}

    /** The channel of a room; entries and signals of the room and nothing else travel there. */
    public static String channel(String room) {
        return "room." + room;
    }

    public static byte[] encode(List<Entry> entries) {
        int size =
                entries.stream().mapToInt(entry -> HEADER + entry.json().length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (Entry entry : entries) {
            bytes.putLong(entry.revision())
                    .put(entry.kind().wire())
                    .putInt(entry.json().length)
                    .put(entry.json());
        }
        return bytes.array();
    }

    /**
     * @throws RuntimeException if the bytes are no entries: another version's, or somebody else's
     */
    public static List<Entry> decode(byte[] message) {
        List<Entry> entries = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(message);
        while (bytes.hasRemaining()) {
            long revision = bytes.getLong();
            Entry.Kind kind = Entry.Kind.of(bytes.get());
            int length = bytes.getInt();
            if (length < 0 || length > bytes.remaining()) {
                throw new IllegalArgumentException("An entry is cut off");
            }
            byte[] json = new byte[length];
            bytes.get(json);
            entries.add(new Entry(revision, kind, json));
        }
        return entries;
    }
}
