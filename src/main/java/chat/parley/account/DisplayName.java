package chat.parley.account;

import chat.parley.http.ClientText;
import chat.parley.http.Refusal;
import chat.parley.text.VisibleText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the name by which an account is shown. It need not be unique: the username tells who it is. Whom it may not
 * look like is for {@link AccountNames}.
 */
final class DisplayName {

    static final int LONGEST = 64;

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    private DisplayName() {}

    /** The name in its stored form: one line, spaces put in order. */
    static String of(@Nullable String raw) {
        return of("display_name", raw);
    }

    /** The same rules for another name that somebody gives. */
    static String of(String field, @Nullable String raw) {
        if (raw == null) {
            throw Refusal.field(field, "required", "The name is missing.");
        }
        String name =
                SPACES.matcher(ClientText.nfc(LONGEST, raw)).replaceAll(" ").strip();
        if (name.codePoints().noneMatch(Character::isLetterOrDigit) || !VisibleText.showsSomething(name)) {
            throw Refusal.field(field, "blank", "A name needs a letter or a digit.");
        }
        if (name.codePointCount(0, name.length()) > LONGEST) {
            throw Refusal.field(field, "too_long", "A name has at most " + LONGEST + " characters.");
        }
        if (!VisibleText.hidesNothing(name)) {
            throw Refusal.field(field, "invalid", "The name has characters that cannot be shown.");
        }
        return name;
    }
}
