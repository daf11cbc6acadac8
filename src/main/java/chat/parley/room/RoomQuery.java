package chat.parley.room;

import chat.parley.http.Refusal;
import chat.parley.roomlog.RoomName;
import chat.parley.text.VisibleText;
import java.util.Locale;

/**
 * Which rooms to list.
 *
 * @param text a part of a name or title, without regard to case; empty for all
 * @param scope which of them at all
 * @param after the name after which the page begins; empty for the first page
 */
record RoomQuery(String text, Scope scope, String after) {

    enum Scope {
        /** What anybody may join, and the account's own. */
        ALL,
        /** What anybody may join. */
        PUBLIC
    }

    private static final int LONGEST = 256;

    RoomQuery {
        check("query", text);
        check("after", after);
    }

    /** Whether any name will do. */
    boolean all() {
        return text.isBlank();
    }

    String afterKey() {
        return RoomName.folded(after);
    }

    String namePattern() {
        return pattern(RoomName.folded(text));
    }

    String titlePattern() {
        return pattern(text.strip().toLowerCase(Locale.ROOT));
    }

    private static String pattern(String part) {
        return "%" + part.replaceAll("[!%_]", "!$0") + "%";
    }

    private static void check(String field, String value) {
        if (value.length() > LONGEST
                || !VisibleText.isLine(value)
                || !value.isBlank() && !VisibleText.showsSomething(value)) {
            throw Refusal.field(field, "invalid", "This is no name of a room.");
        }
    }
}
