package chat.parley.egress;

import chat.parley.egress.EgressException.Reason;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The content of a body, without its compression. */
record Inflation(byte[] bytes, boolean cut) {

    private static final int BUFFER = 8192;

    /**
     * Inflates a body that is complete or cut off, up to a limit.
     *
     * @param coding the header {@code Content-Encoding}
     * @throws EgressException if the body does not match its declared encoding, or if that encoding was not accepted
     */
    static Inflation of(byte[] body, boolean cut, String coding, int limit) {
        if (body.length == 0) {
            return new Inflation(body, cut);
        }
        return switch (coding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> new Inflation(body, cut);
            case "gzip", "x-gzip" -> inflated(body, cut, limit);
            default ->
                throw new EgressException(
                        Reason.MALFORMED, "The server sent its response in an encoding that was not requested.");
        };
    }

    private static Inflation inflated(byte[] body, boolean cut, int limit) {
        byte[] inflated = new byte[Math.min(limit, BUFFER)];
        int length = 0;
        try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(body), BUFFER)) {
            int read = stream.read(inflated, 0, inflated.length);
            while (read >= 0) {
                length += read;
                if (length == limit) {
                    return new Inflation(inflated, cut || stream.read() >= 0);
                }
                if (length == inflated.length) {
                    inflated = Arrays.copyOf(inflated, Math.min(limit, 2 * length));
                }
                read = stream.read(inflated, length, inflated.length - length);
            }
        } catch (EOFException end) {
            if (!cut) {
                throw malformed();
            }
        } catch (IOException e) {
            throw malformed();
        }
        return new Inflation(Arrays.copyOf(inflated, length), cut);
    }

    private static EgressException malformed() {
        return new EgressException(Reason.MALFORMED, "The server sent a response that cannot be decompressed.");
    }
}
