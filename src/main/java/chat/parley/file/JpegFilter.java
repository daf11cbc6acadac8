package chat.parley.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * JPEG (ITU-T T.81, annex B): drops comments, application segments except those that affect rendering (JFIF,
 * ICC profile, Adobe), and trailing bytes. Only the orientation is kept of Exif.
 */
final class JpegFilter implements ImageFilter {

    private static final int START = 0xD8;
    private static final int END = 0xD9;
    private static final int SCAN = 0xDA;
    private static final int COMMENT = 0xFE;
    private static final int APP0 = 0xE0;
    private static final int EXIF = 0xE1;
    private static final int PROFILE = 0xE2;
    private static final int ADOBE = 0xEE;
    private static final int APP15 = 0xEF;
    private static final int LENGTH = 2;

    private enum Part {
        MARKER,
        LENGTH,
        SEGMENT,
        SCAN,
        NOTHING
    }

    private final ByteArrayOutputStream segment = new ByteArrayOutputStream();
    private Part part = Part.MARKER;
    private boolean afterFf;
    private int marker;
    private int wanted;
    private boolean turned;
    private @Nullable ImageSize size;

    @Override
    public void accept(byte[] piece, ByteArrayOutputStream out) {
        int at = 0;
        while (at < piece.length && part != Part.NOTHING) {
            if (part == Part.SCAN) {
                at = scan(piece, at, out);
            } else if (part == Part.MARKER) {
                marker(piece[at++] & 0xFF, out);
            } else {
                at += collect(piece, at, out);
            }
        }
    }

    /** Without a marker where one is required, the file is not a JPEG, and the rest is dropped. */
    private void marker(int next, ByteArrayOutputStream out) {
        if (!afterFf) {
            afterFf = next == 0xFF;
            part = afterFf ? Part.MARKER : Part.NOTHING;
        } else if (next != 0xFF) {
            afterFf = false;
            begin(next, out);
        }
    }

    private void begin(int code, ByteArrayOutputStream out) {
        marker = code;
        if (code == START || code == END || isRestart(code)) {
            out.write(0xFF);
            out.write(code);
            part = code == END ? Part.NOTHING : Part.MARKER;
        } else {
            part = Part.LENGTH;
            wanted = LENGTH;
        }
    }

    private int collect(byte[] piece, int at, ByteArrayOutputStream out) {
        int taken = Math.min(piece.length - at, wanted - segment.size());
        segment.write(piece, at, taken);
        if (segment.size() == wanted && part == Part.LENGTH) {
            wanted = ByteBuffer.wrap(segment.toByteArray()).getShort() & 0xFFFF;
            part = wanted < LENGTH ? Part.NOTHING : Part.SEGMENT;
        }
        if (part == Part.SEGMENT && segment.size() == wanted) {
            end(segment.toByteArray(), out);
            segment.reset();
            part = marker == SCAN ? Part.SCAN : Part.MARKER;
        }
        return taken;
    }

    private void end(byte[] bytes, ByteArrayOutputStream out) {
        if (isFrame(marker) && bytes.length >= 7 && size == null) {
            ByteBuffer data = ByteBuffer.wrap(bytes);
            size = new ImageSize(data.getShort(5) & 0xFFFF, data.getShort(3) & 0xFFFF);
        }
        if (keeps(bytes)) {
            write(marker, bytes, out);
        } else if (marker == EXIF) {
            int orientation = ExifOrientation.of(bytes, LENGTH);
            if (orientation > 1) {
                turned = orientation >= 5;
                write(EXIF, ExifOrientation.segment(orientation), out);
            }
        }
    }

    private boolean keeps(byte[] bytes) {
        if (marker == PROFILE) {
            return begins(bytes, "ICC_PROFILE\0");
        }
        boolean application = marker >= APP0 && marker <= APP15;
        return marker != COMMENT && (!application || marker == APP0 || marker == ADOBE);
    }

    private static boolean begins(byte[] bytes, String with) {
        return new String(bytes, LENGTH, Math.min(with.length(), bytes.length - LENGTH), StandardCharsets.ISO_8859_1)
                .equals(with);
    }

    private static void write(int marker, byte[] bytes, ByteArrayOutputStream out) {
        out.write(0xFF);
        out.write(marker);
        out.writeBytes(bytes);
    }

    private int scan(byte[] piece, int from, ByteArrayOutputStream out) {
        int at = from;
        while (at < piece.length) {
            int next = piece[at] & 0xFF;
            if (afterFf && next != 0 && next != 0xFF && !isRestart(next)) {
                out.write(piece, from, Math.max(0, at - from - 1));
                afterFf = false;
                begin(next, out);
                return at + 1;
            }
            if (afterFf && at == from) {
                out.write(0xFF);
            }
            afterFf = next == 0xFF;
            at++;
        }
        // A trailing FF is written together with the next byte
        out.write(piece, from, at - from - (afterFf ? 1 : 0));
        return at;
    }

    private static boolean isRestart(int code) {
        return code >= 0xD0 && code <= 0xD7 || code == 0x01;
    }

    /** Start of frame: C0 to CF, except the tables DHT, JPG and DAC. */
    private static boolean isFrame(int code) {
        return code >= 0xC0 && code <= 0xCF && code != 0xC4 && code != 0xC8 && code != 0xCC;
    }

    @Override
    public @Nullable ImageSize size() {
        return size != null && turned ? size.turned() : size;
    }

    @Override
    public boolean isSound() {
        return size != null && (part == Part.SCAN || marker == END);
    }
}
