package chat.parley.roomlog.state;

import chat.parley.http.Refusal;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/** A room's permanent id: short, opaque, safe in URLs. */
public final class RoomId {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 10;
    private static final Pattern FORMAT = Pattern.compile("[0-9A-Za-z]{1,16}");

    private RoomId() {}

    /**
     * Returns whether a text has the form of a room id. Other texts must not reach the database, which may reject some
     * characters with an error.
     */
    public static boolean isValid(String text) {
        return FORMAT.matcher(text).matches();
    }

    public static String random(SecureRandom random) {
        return random.ints(LENGTH, 0, ALPHABET.length())
                .collect(StringBuilder::new, (id, index) -> id.append(ALPHABET.charAt(index)), StringBuilder::append)
                .toString();
    }

    /** Returns the refusal for a room that does not exist, or whose existence the account must not learn. */
    public static Refusal notFound() {
        return Refusal.of(Refusal.Code.ROOM_NOT_FOUND, "This room doesn't exist.");
    }
}
