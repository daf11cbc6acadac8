package chat.parley.file;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One range of bytes (RFC 9110, section 14). Multiple and malformed ranges are ignored, as section 14.2 permits.
 *
 * @param from the first byte
 * @param length the number of bytes; 0 for a range outside the file, which is answered with 416
 */
record ByteRange(long from, long length) {

    private static final Pattern FORMAT = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** Returns the requested range; null for the whole file. */
    static @Nullable ByteRange of(@Nullable String header, long size) {
        Matcher matcher = FORMAT.matcher(header == null ? "" : header.replace(" ", ""));
        if (!matcher.matches()
                || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return null;
        }
        if (matcher.group(1).isEmpty()) {
            long last = Math.min(size, Long.parseLong(matcher.group(2)));
            return new ByteRange(size - last, last);
        }
        long from = Long.parseLong(matcher.group(1));
        long to = matcher.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(matcher.group(2)));
        if (!matcher.group(2).isEmpty() && Long.parseLong(matcher.group(2)) < from) {
            return null;
        }
        return from >= size ? new ByteRange(0, 0) : new ByteRange(from, to - from + 1);
    }

    boolean isSatisfiable() {
        return length > 0;
    }

    /** Returns the value of {@code Content-Range}. */
    String header(long size) {
        return isSatisfiable() ? "bytes " + from + "-" + (from + length - 1) + "/" + size : "bytes */" + size;
    }
}
