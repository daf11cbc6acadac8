package chat.parley.blob;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** Random ids of blobs and files: 16 digits and lower-case letters, safe on case-insensitive file systems. */
public final class BlobId {

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 16;
    private static final Pattern FORMAT = Pattern.compile("[0-9a-z]{16}");

    private BlobId() {}

    /** Returns whether a text is a well-formed id. Any other must not reach the database or the disk. */
    public static boolean isValid(String text) {
        return FORMAT.matcher(text).matches();
    }

    public static String random(SecureRandom random) {
        return random.ints(LENGTH, 0, ALPHABET.length())
                .collect(StringBuilder::new, (id, at) -> id.append(ALPHABET.charAt(at)), StringBuilder::append)
                .toString();
    }
}
