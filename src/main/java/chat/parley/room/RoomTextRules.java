package chat.parley.room;

import chat.parley.http.ClientText;
import chat.parley.http.Refusal;
import chat.parley.text.VisibleText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates the titles and topics of rooms, and the reasons of bans. */
final class RoomTextRules {

    static final int MAX_TITLE_LENGTH = 128;
    static final int MAX_TOPIC_LENGTH = 1000;
    static final int MAX_REASON_LENGTH = 500;

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    private RoomTextRules() {}

    /** Returns the title on one line, with each run of white space replaced by one space. */
    static String title(String raw) {
        String title = singleLine(raw, MAX_TITLE_LENGTH);
        if (title.isEmpty()) {
            throw Refusal.field("title", "title_blank", "Enter a title for the room.");
        }
        return validate("title", title, MAX_TITLE_LENGTH);
    }

    /** Returns the topic on one line; it may be empty. */
    static String topic(String raw) {
        return validate("topic", singleLine(raw, MAX_TOPIC_LENGTH), MAX_TOPIC_LENGTH);
    }

    /** Returns the reason of a ban on one line; null if it is empty. */
    static @Nullable String reason(String raw) {
        String reason = singleLine(raw, MAX_REASON_LENGTH);
        return reason.isEmpty() ? null : validate("reason", reason, MAX_REASON_LENGTH);
    }

    private static String singleLine(String raw, int maxLength) {
        return SPACES.matcher(ClientText.nfc(maxLength, raw)).replaceAll(" ").strip();
    }

    private static String validate(String field, String text, int maxLength) {
        if (text.codePointCount(0, text.length()) > maxLength) {
            throw Refusal.field(
                    field, field + "_too_long", "The " + field + " can have at most " + maxLength + " characters.");
        }
        if (!VisibleText.isLine(text) || !text.isEmpty() && !VisibleText.showsSomething(text)) {
            throw Refusal.field(
                    field,
                    field + "_invalid",
                    "The " + field + " is invisible or contains characters that can't be displayed.");
        }
        return text;
    }
}
