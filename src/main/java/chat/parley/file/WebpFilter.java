package chat.parley.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * WebP (RFC 9649, section 2.7). The header contains the file length, so Exif and XMP chunks are not dropped
 * but zeroed and renamed to a chunk that readers skip.
 */
final class WebpFilter implements ImageFilter {

    private static final int FILE_HEAD = 12;
    private static final int CHUNK_HEAD = 8;
    private static final int SIZE = 10;
    /** The flags of an extended file that announce Exif and XMP. */
    private static final int PERSONAL_FLAGS = 0x08 | 0x04;

    private static final byte[] SKIPPED = "JUNK".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private String chunk = "RIFF";
    private int wanted = FILE_HEAD;
    private boolean inHead = true;
    private boolean zeros;
    private long left;
    private @Nullable ImageSize size;

    @Override
    public void accept(byte[] piece, ByteArrayOutputStream out) {
        int at = 0;
        while (at < piece.length) {
            at += inHead ? head(piece, at, out) : body(piece, at, out);
        }
    }

    private int head(byte[] piece, int at, ByteArrayOutputStream out) {
        int taken = Math.min(piece.length - at, wanted - head.size());
        head.write(piece, at, taken);
        if (head.size() == wanted) {
            byte[] bytes = head.toByteArray();
            head.reset();
            if (wanted == SIZE) {
                inspect(bytes);
                inHead = left == 0;
                wanted = CHUNK_HEAD;
            } else if (wanted == FILE_HEAD) {
                wanted = CHUNK_HEAD;
            } else {
                begin(bytes);
            }
            out.writeBytes(bytes);
        }
        return taken;
    }

    private void begin(byte[] bytes) {
        chunk = new String(bytes, 0, 4, StandardCharsets.ISO_8859_1);
        left = Integer.toUnsignedLong(
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(4));
        left += left & 1;
        zeros = chunk.equals("EXIF") || chunk.equals("XMP ");
        if (zeros) {
            System.arraycopy(SKIPPED, 0, bytes, 0, SKIPPED.length);
        }
        if (chunk.startsWith("VP8") && left >= SIZE) {
            left -= SIZE;
            wanted = SIZE;
        } else {
            inHead = left == 0;
        }
    }

    private void inspect(byte[] bytes) {
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (chunk.equals("VP8X")) {
            bytes[0] &= (byte) ~PERSONAL_FLAGS;
            // The size of the canvas counts only in the first chunk: decoders ignore it elsewhere
            size = size == null ? new ImageSize((data.getInt(3) >>> 8) + 1, (data.getInt(6) >>> 8) + 1) : size;
        } else if (chunk.equals("VP8L") && size == null) {
            int bits = data.getInt(1);
            size = new ImageSize((bits & 0x3FFF) + 1, (bits >>> 14 & 0x3FFF) + 1);
        } else if (chunk.equals("VP8 ") && size == null) {
            size = new ImageSize(data.getShort(6) & 0x3FFF, data.getShort(8) & 0x3FFF);
        }
    }

    private int body(byte[] piece, int at, ByteArrayOutputStream out) {
        int taken = (int) Math.min(piece.length - at, left);
        if (zeros) {
            out.writeBytes(new byte[taken]);
        } else {
            out.write(piece, at, taken);
        }
        left -= taken;
        inHead = left == 0;
        return taken;
    }

    @Override
    public @Nullable ImageSize size() {
        return size;
    }

    @Override
    public boolean isSound() {
        return size != null && inHead;
    }
}
