package chat.parley.reminder;

import chat.parley.message.LocatedMessage;
import chat.parley.roomlog.state.FileState;
import chat.parley.roomlog.state.MessageState;
import chat.parley.text.Spoilers;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the text of a reminder, in Parley's markup. */
final class ReminderText {

    private static final int MAX_QUOTED = 280;

    private static final String GONE = "_The message was deleted, or you can no longer read it._";

    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern MARKUP = Pattern.compile("([*_`\\\\\\[\\]@~|])");

    private ReminderText() {}

    /** @param message the reminder's; null if it has none, or if the account can no longer read it */
    static String of(Reminder reminder, @Nullable LocatedMessage message) {
        if (reminder.room() == null) {
            return reminder.text();
        }
        String note = reminder.text().isEmpty() ? "" : reminder.text() + "\n";
        if (message == null) {
            return note + GONE;
        }
        String link = reminder.link() == null ? "" : "\n[Go to the message](" + reminder.link() + ")";
        return note + "> **" + escaped(message.authorName()) + ":** " + quoted(message.message()) + link;
    }

    private static String quoted(MessageState message) {
        String text = message.text() == null ? "" : message.text();
        String line = SPACES.matcher(Spoilers.hidden(text)).replaceAll(" ").strip();
        if (line.isEmpty()) {
            return message.files().stream()
                    .map(FileState::name)
                    .map(ReminderText::escaped)
                    .collect(Collectors.joining(", "));
        }
        return line.codePointCount(0, line.length()) <= MAX_QUOTED
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_QUOTED)).stripTrailing() + "…";
    }

    private static String escaped(String name) {
        return MARKUP.matcher(name).replaceAll("\\\\$1");
    }
}
