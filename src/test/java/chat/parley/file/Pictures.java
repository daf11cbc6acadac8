package chat.parley.file;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures for tests, made by a codec of the JDK, with personal data put into them. */
final class Pictures {

    /** Stands for where a picture was taken. */
    static final String SECRET = "52.5200N 13.4050E";

    private Pictures() {}

    static byte[] plain(String format, int width, int height) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JPEG with Exif, XMP, IPTC, a comment, and bytes after its end. */
    static byte[] jpegWithPersonalData(int width, int height, int orientation) {
        byte[] plain = plain("jpg", width, height);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, 2);
        byte[] exif = ExifOrientation.segment(orientation);
        byte[] longer = Arrays.copyOf(exif, exif.length + SECRET.length());
        System.arraycopy(bytes(SECRET), 0, longer, exif.length, SECRET.length());
        ByteBuffer.wrap(longer).putShort((short) longer.length);
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE1});
        out.writeBytes(longer);
        segment(out, 0xE1, "http://ns.adobe.com/xap/1.0/\0" + SECRET);
        segment(out, 0xED, "Photoshop 3.0\0" + SECRET);
        segment(out, 0xFE, SECRET);
        out.write(plain, 2, plain.length - 2);
        out.writeBytes(bytes("trailer " + SECRET));
        return out.toByteArray();
    }

    private static void segment(ByteArrayOutputStream out, int marker, String content) {
        out.write(0xFF);
        out.write(marker);
        out.writeBytes(
                ByteBuffer.allocate(2).putShort((short) (content.length() + 2)).array());
        out.writeBytes(bytes(content));
    }

    /** A PNG with text, time and Exif between its header and its picture, and bytes after its end. */
    static byte[] pngWithPersonalData(int width, int height) {
        byte[] plain = plain("png", width, height);
        int afterHeader = 8 + 25;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, afterHeader);
        for (String type : new String[] {"tEXt", "zTXt", "iTXt", "eXIf", "tIME"}) {
            out.writeBytes(chunk(type, bytes(SECRET)));
        }
        out.write(plain, afterHeader, plain.length - afterHeader);
        out.writeBytes(bytes("trailer " + SECRET));
        return out.toByteArray();
    }

    /** A PNG whose header claims this size, whatever its picture is. */
    static byte[] pngThatClaims(int width, int height) {
        byte[] picture = plain("png", 1, 1);
        byte[] header = Arrays.copyOfRange(picture, 16, 29);
        ByteBuffer.wrap(header).putInt(width).putInt(height);
        System.arraycopy(chunk("IHDR", header), 0, picture, 8, 25);
        return picture;
    }

    private static byte[] chunk(String type, byte[] data) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes(type));
        checksum.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(bytes(type))
                .put(data)
                .putInt((int) checksum.getValue())
                .array();
    }

    /** An extended WebP with Exif and XMP; what is in its picture does not matter here. */
    static byte[] webpWithPersonalData(int width, int height) {
        byte[] extended = ByteBuffer.allocate(10)
                .put((byte) 0x0C)
                .put(new byte[3])
                .put(little(width - 1))
                .put(little(height - 1))
                .array();
        byte[] chunks = concat(
                webpChunk("VP8X", extended),
                webpChunk("VP8 ", new byte[31]),
                webpChunk("EXIF", bytes(SECRET)),
                webpChunk("XMP ", bytes(SECRET + "!")));
        ByteBuffer all = ByteBuffer.allocate(12 + chunks.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        return all.put(bytes("RIFF"))
                .putInt(4 + chunks.length)
                .put(bytes("WEBP"))
                .put(chunks)
                .array();
    }

    /** A GIF whose only frame differs from its screen in position and size. The frame has no useful content. */
    static byte[] gifWithFrame(int width, int height, int left, int top, int frameWidth, int frameHeight) {
        return ByteBuffer.allocate(200)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .put(bytes("GIF89a"))
                .putShort((short) width)
                .putShort((short) height)
                .put(new byte[] {(byte) 0x80, 0, 0})
                .put(new byte[6])
                .put(new byte[] {0x21, (byte) 0xFE, 3, 0x2C, 0x2C, 0x2C, 1, 0x3B, 0})
                .put((byte) 0x2C)
                .putShort((short) left)
                .putShort((short) top)
                .putShort((short) frameWidth)
                .putShort((short) frameHeight)
                .array();
    }

    /** A simple WebP, followed by a chunk that claims a canvas of one pixel. */
    static byte[] webpWithLateCanvas(int width, int height) {
        byte[] picture = ByteBuffer.allocate(10)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x2F)
                .putInt(width - 1 | height - 1 << 14)
                .array();
        byte[] chunks = concat(webpChunk("VP8L", picture), webpChunk("VP8X", new byte[10]), new byte[40]);
        ByteBuffer all = ByteBuffer.allocate(12 + chunks.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        return all.put(bytes("RIFF"))
                .putInt(4 + chunks.length)
                .put(bytes("WEBP"))
                .put(chunks)
                .array();
    }

    private static byte[] webpChunk(String type, byte[] data) {
        int padded = data.length + (data.length & 1);
        return ByteBuffer.allocate(8 + padded)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .put(bytes(type))
                .putInt(data.length)
                .put(data)
                .array();
    }

    private static byte[] little(int number) {
        return new byte[] {(byte) number, (byte) (number >> 8), (byte) (number >> 16)};
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
