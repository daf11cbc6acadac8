package chat.parley.roomlog;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** A room's permanent id: short, opaque, safe in URLs. */
public final class RoomId {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 10;
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z]{1,16}");

    private RoomId() {}

    /** Whether a text could be a room's id; any other must not reach the database, which may choke on it. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    static String random(SecureRandom random) {
        return random.ints(LENGTH, 0, ALPHABET.length())
                .collect(StringBuilder::new, (id, at) -> id.append(ALPHABET.charAt(at)), StringBuilder::append)
                .toString();
    }
}
