package chat.parley.room;

import chat.parley.http.ClientText;
import chat.parley.http.Refusal;
import chat.parley.text.VisibleText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates the titles and topics of rooms, and the reasons of bans. */
final class RoomTextRules {

    static final int LONGEST_TITLE = 128;
    static final int LONGEST_TOPIC = 1000;
    static final int LONGEST_REASON = 500;

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    private RoomTextRules() {}

    /** Returns the title on one line, with each run of white space replaced by one space. */
    static String title(String raw) {
        String title = line(raw, LONGEST_TITLE);
        if (title.isEmpty()) {
            throw Refusal.field("title", "title_blank", "Enter a title for the room.");
        }
        return checked("title", title, LONGEST_TITLE);
    }

    /** Returns the topic on one line; it may be empty. */
    static String topic(String raw) {
        return checked("topic", line(raw, LONGEST_TOPIC), LONGEST_TOPIC);
    }

    /** Returns the reason of a ban on one line; null if it is empty. */
    static @Nullable String reason(String raw) {
        String reason = line(raw, LONGEST_REASON);
        return reason.isEmpty() ? null : checked("reason", reason, LONGEST_REASON);
    }

    private static String line(String raw, int longest) {
        return SPACES.matcher(ClientText.nfc(longest, raw)).replaceAll(" ").strip();
    }

    private static String checked(String field, String words, int longest) {
        if (words.codePointCount(0, words.length()) > longest) {
            throw Refusal.field(
                    field, field + "_too_long", "The " + field + " has at most " + longest + " characters.");
        }
        if (!VisibleText.isLine(words) || !words.isEmpty() && !VisibleText.showsSomething(words)) {
            throw Refusal.field(
                    field,
                    field + "_invalid",
                    "The " + field + " has nothing to see, or characters that cannot be shown.");
        }
        return words;
    }
}
