package chat.parley.account;

import chat.parley.http.ClientText;
import chat.parley.http.Refusal;
import chat.parley.text.VisibleText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Validates display names. They need not be unique, because the username identifies the account; {@link AccountNames}
 * rejects look-alikes.
 */
public final class DisplayName {

    static final int MAX_LENGTH = 64;

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    private DisplayName() {}

    /** Returns the name in its stored form: on one line, in NFC, with each run of white space replaced by one space. */
    public static String of(@Nullable String raw) {
        return of("display_name", raw);
    }

    /** Applies the same rules to the name in another field. */
    public static String of(String field, @Nullable String raw) {
        if (raw == null) {
            throw Refusal.field(field, "required", "Enter a name.");
        }
        String name =
                SPACES.matcher(ClientText.nfc(MAX_LENGTH, raw)).replaceAll(" ").strip();
        if (name.codePoints().noneMatch(Character::isLetterOrDigit) || !VisibleText.showsSomething(name)) {
            throw Refusal.field(field, "blank", "A name must have at least one letter or digit.");
        }
        if (name.codePointCount(0, name.length()) > MAX_LENGTH) {
            throw Refusal.field(field, "too_long", "A name can have at most " + MAX_LENGTH + " characters.");
        }
        if (!VisibleText.hidesNothing(name)) {
            throw Refusal.field(field, "invalid", "The name contains characters that can't be displayed.");
        }
        return name;
    }
}
