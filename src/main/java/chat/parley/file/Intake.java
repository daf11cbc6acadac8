package chat.parley.file;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Filters the bytes of one upload: detects their type, removes personal data from pictures, and counts and hashes the
 * rest. Not thread-safe; serves one subscription.
 */
final class Intake {

    private static final String UNKNOWN = "application/octet-stream";

    private final @Nullable String hint;
    private final boolean plain;
    private final MessageDigest digest;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private @Nullable ImageFilter filter;
    private String type = UNKNOWN;
    private long bytes;
    private String hash = "";

    /**
     * @param hint the declared media type; null if there is none
     * @param plain whether to store pictures unchanged
     */
    Intake(@Nullable String hint, boolean plain) {
        this.hint = hint;
        this.plain = plain;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the bytes to store. Damaged and oversized pictures are refused. */
    Flux<byte[]> pass(Flux<byte[]> pieces) {
        return pieces.map(this::accept).concatWith(Mono.fromSupplier(this::end)).filter(piece -> piece.length > 0);
    }

    private byte[] accept(byte[] piece) {
        if (filter != null) {
            return filtered(filter, piece);
        }
        head.writeBytes(piece);
        return head.size() < FileSignature.LENGTH ? new byte[0] : begin();
    }

    private byte[] begin() {
        byte[] first = head.toByteArray();
        type = type(first);
        filter = plain ? new ImageFilter.Unchanged() : ImageFilter.of(type);
        return filtered(filter, first);
    }

    private byte[] filtered(ImageFilter current, byte[] piece) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(piece.length);
        current.accept(piece, out);
        ImageSize size = current.size();
        if (size != null && size.isTooLarge()) {
            throw Refusal.of(Code.FILE_TOO_LARGE, "A picture can have at most 40 megapixels. Send it as a file.");
        }
        byte[] kept = out.toByteArray();
        digest.update(kept);
        bytes += kept.length;
        return kept;
    }

    private byte[] end() {
        byte[] rest = filter == null ? begin() : new byte[0];
        if (!Objects.requireNonNull(filter).isSound()) {
            throw Refusal.of(Code.FILE_DAMAGED, "This picture is damaged. Send it as a file.");
        }
        hash = HexFormat.of().formatHex(digest.digest());
        return rest;
    }

    /** Returns the detected type. A declared type that has a signature is ignored if the signature is missing. */
    private String type(byte[] first) {
        String found = FileSignature.of(first);
        if (found != null) {
            return found;
        }
        return hint == null || FileSignature.isShown(hint) ? UNKNOWN : hint;
    }

    String type() {
        return type;
    }

    /** Returns the number of bytes to store. */
    long bytes() {
        return bytes;
    }

    /** Returns the SHA-256 of the bytes to store; empty before the end. */
    String hash() {
        return hash;
    }

    /** Returns the size of a picture; null for other files and for pictures stored unchanged. */
    @Nullable
    ImageSize size() {
        ImageSize size = filter == null ? null : filter.size();
        return size == null || size.isEmpty() ? null : size;
    }
}
