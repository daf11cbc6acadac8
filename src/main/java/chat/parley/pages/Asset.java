package chat.parley.pages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.MediaType;

/**
 * A file that pages load.
 *
 * @param path the path below {@code static/}, as in the sources: {@code net/http.js}
 * @param hash of the content
 * @param gzipped the compressed bytes; the same as {@code bytes} if compression does not help
 */
record Asset(String path, MediaType type, String hash, byte[] bytes, byte[] gzipped) {

    private static final int HASH_LENGTH = 8;

    static Asset of(String path, MediaType type, byte[] bytes) {
        byte[] gzipped = gzip(bytes);
        return new Asset(path, type, hash(bytes), bytes, gzipped.length < bytes.length ? gzipped : bytes);
    }

    /** Returns the URL relative to the base of the site. It contains the content's hash and can be cached forever. */
    String url() {
        int dot = path.lastIndexOf('.');
        return "static/" + path.substring(0, dot) + "." + hash + path.substring(dot);
    }

    boolean isModule() {
        return path.endsWith(".js");
    }

    boolean compresses() {
        return gzipped != bytes;
    }

    static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(sha256(bytes), 0, HASH_LENGTH);
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
