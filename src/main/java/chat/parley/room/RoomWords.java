package chat.parley.room;

import chat.parley.http.ClientText;
import chat.parley.http.Refusal;
import chat.parley.text.VisibleText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of a room's title and topic. */
final class RoomWords {

    static final int LONGEST_TITLE = 128;
    static final int LONGEST_TOPIC = 1000;
    static final int LONGEST_REASON = 500;

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    private RoomWords() {}

    /** One line, spaces put in order. */
    static String title(String raw) {
        String title = line(raw, LONGEST_TITLE);
        if (title.isEmpty()) {
            throw Refusal.field("title", "title_blank", "A room needs a title.");
        }
        return checked("title", title, LONGEST_TITLE);
    }

    /** May be empty. */
    static String topic(String raw) {
        return checked("topic", line(raw, LONGEST_TOPIC), LONGEST_TOPIC);
    }

    /** Why somebody is banned; null when nothing is said. */
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
