package chat.parley.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PNG (Third Edition, sections 5 and 11): drops text, time and Exif chunks, and trailing bytes. */
final class PngFilter implements ImageFilter {

    private static final Set<String> PERSONAL = Set.of("eXIf", "tEXt", "zTXt", "iTXt", "tIME");

    private static final int SIGNATURE = 8;
    private static final int CHUNK_HEAD = 8;
    private static final int CHECKSUM = 4;
    private static final int SIZE = 8;

    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private int wanted = SIGNATURE;
    private boolean inSignature = true;
    private boolean inChunk;
    private boolean inHeader;
    private boolean keeps = true;
    private boolean last;
    private boolean ended;
    private long left;
    private @Nullable ImageSize size;

    @Override
    public void accept(byte[] piece, ByteArrayOutputStream out) {
        int at = 0;
        while (at < piece.length && !ended) {
            at += inChunk ? body(piece, at, out) : head(piece, at, out);
        }
    }

    private int head(byte[] piece, int at, ByteArrayOutputStream out) {
        int taken = Math.min(piece.length - at, wanted - head.size());
        head.write(piece, at, taken);
        if (head.size() == wanted) {
            begin(head.toByteArray(), out);
            head.reset();
        }
        return taken;
    }

    private void begin(byte[] bytes, ByteArrayOutputStream out) {
        if (inSignature) {
            inSignature = false;
            wanted = CHUNK_HEAD;
            out.writeBytes(bytes);
            return;
        }
        if (inHeader) {
            inHeader = false;
            wanted = CHUNK_HEAD;
            size = new ImageSize(
                    ByteBuffer.wrap(bytes).getInt(), ByteBuffer.wrap(bytes).getInt(4));
            out.writeBytes(bytes);
            inChunk = true;
            return;
        }
        String type = new String(bytes, 4, 4, StandardCharsets.ISO_8859_1);
        left = (ByteBuffer.wrap(bytes).getInt() & 0xFFFFFFFFL) + CHECKSUM;
        keeps = !PERSONAL.contains(type);
        if (keeps) {
            out.writeBytes(bytes);
        }
        inHeader = type.equals("IHDR") && size == null && left >= SIZE;
        if (inHeader) {
            left -= SIZE;
            wanted = SIZE;
        } else {
            inChunk = true;
        }
        last = type.equals("IEND");
    }

    private int body(byte[] piece, int at, ByteArrayOutputStream out) {
        int taken = (int) Math.min(piece.length - at, left);
        if (keeps) {
            out.write(piece, at, taken);
        }
        left -= taken;
        if (left == 0) {
            inChunk = false;
            ended = last;
        }
        return taken;
    }

    @Override
    public @Nullable ImageSize size() {
        return size;
    }

    @Override
    public boolean isSound() {
        return ended && size != null;
    }
}
