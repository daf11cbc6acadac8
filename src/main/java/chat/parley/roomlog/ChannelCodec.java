package chat.parley.roomlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The binary form of a publication on a room's channel: for each encoded change the revision (8 bytes), kind (1),
 * length (4) and JSON. The first item holds the epoch; its revision is so low that nodes of older versions skip it as
 * an old change.
 */
public final class ChannelCodec {

    private static final int HEADER_BYTES = Long.BYTES + 1 + Integer.BYTES;

    private static final long EPOCH_REVISION = Long.MIN_VALUE;

    private ChannelCodec() {}

    /** Returns the name of a room's channel, which carries only the room's changes and signals. */
    public static String channel(String room) {
        return "room." + room;
    }

    public static byte[] encode(Publication publication) {
        List<EncodedChange> entries = new ArrayList<>();
        if (publication.epoch() != null) {
            entries.add(new EncodedChange(
                    EPOCH_REVISION, EncodedChange.Kind.ROOM, publication.epoch().getBytes(StandardCharsets.UTF_8)));
        }
        entries.addAll(publication.entries());
        int size = entries.stream()
                .mapToInt(entry -> HEADER_BYTES + entry.json().length)
                .sum();
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (EncodedChange entry : entries) {
            bytes.putLong(entry.revision())
                    .put(entry.kind().wire())
                    .putInt(entry.json().length)
                    .put(entry.json());
        }
        return bytes.array();
    }

    /** @throws RuntimeException if the bytes are not a valid publication, for example one of an incompatible version */
    public static Publication decode(byte[] message) {
        String epoch = null;
        List<EncodedChange> entries = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(message);
        while (bytes.hasRemaining()) {
            long revision = bytes.getLong();
            EncodedChange.Kind kind = EncodedChange.Kind.of(bytes.get());
            int length = bytes.getInt();
            if (length < 0 || length > bytes.remaining()) {
                throw new IllegalArgumentException("An entry is cut off");
            }
            byte[] json = new byte[length];
            bytes.get(json);
            if (revision == EPOCH_REVISION) {
                epoch = new String(json, StandardCharsets.UTF_8);
            } else {
                entries.add(new EncodedChange(revision, kind, json));
            }
        }
        return new Publication(epoch, entries);
    }
}
