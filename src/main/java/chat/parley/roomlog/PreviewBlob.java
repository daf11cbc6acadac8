package chat.parley.roomlog;

/**
 * The stored picture of a preview.
 *
 * @param hash SHA-256 of the bytes, in hexadecimal digits
 */
public record PreviewBlob(String id, String type, long bytes, String hash) {}
