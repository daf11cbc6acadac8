package chat.parley.file;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** GIF (GIF89a specification, section 18): the size is in the first ten bytes. */
final class GifFilter implements ImageFilter {

    private static final int HEADER = 10;

    private final ByteArrayOutputStream header = new ByteArrayOutputStream(HEADER);

    @Override
    public void accept(byte[] piece, ByteArrayOutputStream out) {
        header.write(piece, 0, Math.min(piece.length, HEADER - header.size()));
        out.writeBytes(piece);
    }

    @Override
    public @Nullable ImageSize size() {
        byte[] bytes = header.toByteArray();
        return bytes.length < HEADER ? null : new ImageSize(number(bytes, 6), number(bytes, 8));
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
    }

    @Override
    public boolean isSound() {
        return size() != null;
    }
}
