package chat.parley.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The orientation in the Exif segment of a JPEG (Exif 2.32, sections 4.6.2 and 4.7.2), and a segment with nothing else. */
final class ExifOrientation {

    private static final String NAME = "Exif\0\0";
    private static final int TAG = 0x0112;
    private static final int ENTRY = 12;
    private static final int MAX_ENTRIES = 512;

    private ExifOrientation() {}

    /**
     * Returns 2 to 8 for a picture that has to be turned or mirrored, otherwise 1.
     *
     * @param at where the content of the segment begins
     */
    static int of(byte[] segment, int at) {
        byte[] name = NAME.getBytes(StandardCharsets.ISO_8859_1);
        int tiff = at + name.length;
        if (segment.length < tiff + 8
                || !new String(segment, at, name.length, StandardCharsets.ISO_8859_1).equals(NAME)) {
            return 1;
        }
        ByteBuffer data = ByteBuffer.wrap(segment, tiff, segment.length - tiff).slice();
        data.order(data.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = Integer.toUnsignedLong(data.getInt(4));
        if (directory + 2 > data.limit()) {
            return 1;
        }
        int entries = Math.min(data.getShort((int) directory) & 0xFFFF, MAX_ENTRIES);
        for (int entry = (int) directory + 2; entries > 0 && entry + ENTRY <= data.limit(); entry += ENTRY, entries--) {
            if ((data.getShort(entry) & 0xFFFF) == TAG) {
                int value = data.getShort(entry + 8);
                return value >= 2 && value <= 8 ? value : 1;
            }
        }
        return 1;
    }

    /** Returns a segment, from its length on, whose only entry is the orientation. */
    static byte[] segment(int orientation) {
        byte[] name = NAME.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer data = ByteBuffer.allocate(2 + name.length + 8 + 2 + ENTRY + 4);
        data.putShort((short) data.capacity()).put(name);
        data.put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(8);
        data.putShort((short) 1);
        data.putShort((short) TAG)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        return data.putInt(0).array();
    }
}
