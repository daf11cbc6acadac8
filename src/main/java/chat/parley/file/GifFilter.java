package chat.parley.file;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * GIF (GIF89a specification, sections 18 to 24): reads the size from the logical screen and the first frame. Browsers
 * enlarge the picture if its first frame is larger than the screen.
 */
final class GifFilter implements ImageFilter {

    private static final int SCREEN = 13;
    private static final int FRAME = 8;
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2C;

    private enum Part {
        SCREEN,
        COLOURS,
        BLOCK,
        LABEL,
        SUB_BLOCK_LENGTH,
        SUB_BLOCK,
        FRAME,
        REST
    }

    private final ByteArrayOutputStream head = new ByteArrayOutputStream(SCREEN);
    private Part part = Part.SCREEN;
    private int left = SCREEN;
    private int width;
    private int height;

    @Override
    public void accept(byte[] piece, ByteArrayOutputStream out) {
        for (int at = 0; at < piece.length && part != Part.REST; at++) {
            accept(piece[at]);
        }
        out.writeBytes(piece);
    }

    private void accept(byte next) {
        switch (part) {
            case SCREEN, FRAME -> collect(next);
            case COLOURS, SUB_BLOCK -> skip();
            case BLOCK -> begin(next & 0xFF);
            case LABEL -> part = Part.SUB_BLOCK_LENGTH;
            case SUB_BLOCK_LENGTH -> {
                left = next & 0xFF;
                part = left == 0 ? Part.BLOCK : Part.SUB_BLOCK;
            }
            case REST -> throw new IllegalStateException();
        }
    }

    private void collect(byte next) {
        head.write(next);
        left--;
        if (left > 0) {
            return;
        }
        byte[] bytes = head.toByteArray();
        head.reset();
        if (part == Part.SCREEN) {
            width = number(bytes, 6);
            height = number(bytes, 8);
            left = colours(bytes[10]);
            part = left == 0 ? Part.BLOCK : Part.COLOURS;
        } else {
            width = Math.max(width, number(bytes, 0) + number(bytes, 4));
            height = Math.max(height, number(bytes, 2) + number(bytes, 6));
            part = Part.REST;
        }
    }

    private void skip() {
        left--;
        if (left == 0) {
            part = part == Part.COLOURS ? Part.BLOCK : Part.SUB_BLOCK_LENGTH;
        }
    }

    /** Unknown blocks end the picture for decoders, too. */
    private void begin(int block) {
        left = FRAME;
        part = switch (block) {
            case EXTENSION -> Part.LABEL;
            case IMAGE -> Part.FRAME;
            default -> Part.REST;
        };
    }

    /** Returns the number of bytes of the table of colours that the flags announce. */
    private static int colours(byte flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 0x07) + 1);
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
    }

    /** Known only after the first frame's header, or where the picture ends without a frame. */
    @Override
    public @Nullable ImageSize size() {
        return part == Part.REST ? new ImageSize(width, height) : null;
    }

    @Override
    public boolean isSound() {
        return size() != null;
    }
}
