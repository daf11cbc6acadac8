package chat.parley.file;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the size of a picture from its headers while its bytes pass through, and drops metadata such as place,
 * time and author. Does not decode the picture. Buffers one header segment at most.
 */
interface ImageFilter {

    /** Filters the next bytes. */
    void accept(byte[] piece, ByteArrayOutputStream out);

    /** Returns the size as displayed; null until it is known, and for bytes that are not a picture. */
    @Nullable
    ImageSize size();

    /** Returns whether the bytes had the structure of a whole picture. Valid after the last piece. */
    boolean isSound();

    /** Returns the filter for a media type; {@link Unchanged} for types without one. */
    static ImageFilter of(String type) {
        return switch (type) {
            case "image/jpeg" -> new JpegFilter();
            case "image/png" -> new PngFilter();
            case "image/webp" -> new WebpFilter();
            case "image/gif" -> new GifFilter();
            default -> new Unchanged();
        };
    }

    /** Passes all bytes. */
    final class Unchanged implements ImageFilter {

        @Override
        public void accept(byte[] piece, ByteArrayOutputStream out) {
            out.writeBytes(piece);
        }

        @Override
        public @Nullable ImageSize size() {
            return null;
        }

        @Override
        public boolean isSound() {
            return true;
        }
    }
}
