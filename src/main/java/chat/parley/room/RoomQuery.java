package chat.parley.room;

import chat.parley.http.Refusal;
import chat.parley.roomlog.state.RoomName;
import chat.parley.text.VisibleText;
import java.util.Locale;

/**
 * A query for rooms.
 *
 * @param text a part of a name or title, case-insensitive; empty for all
 * @param scope the rooms to search
 * @param after the page starts after this name; empty for the first page
 */
public record RoomQuery(String text, Scope scope, String after) {

    public enum Scope {
        /** Public rooms and the account's own. */
        ALL,
        /** Public rooms only. */
        PUBLIC
    }

    private static final int MAX_LENGTH = 256;

    public RoomQuery {
        check("query", text);
        check("after", after);
    }

    /** Whether the query matches any name. */
    boolean all() {
        return text.isBlank();
    }

    String afterKey() {
        return RoomName.fold(after);
    }

    String namePattern() {
        return pattern(RoomName.fold(text));
    }

    String titlePattern() {
        return pattern(text.strip().toLowerCase(Locale.ROOT));
    }

    private static String pattern(String part) {
        return "%" + part.replaceAll("[!%_]", "!$0") + "%";
    }

    private static void check(String field, String value) {
        if (value.length() > MAX_LENGTH
                || !VisibleText.isLine(value)
                || !value.isBlank() && !VisibleText.showsSomething(value)) {
            throw Refusal.field(field, "invalid", "This can't be a room's name.");
        }
    }
}
