package chat.parley.message;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of a message's text, the same on every path and every database. */
final class MessageText {

    static final int LONGEST = 4000;

    /** Kinds of characters that show nothing by themselves. */
    private static final Set<Byte> INVISIBLE = Set.of(
            Character.SPACE_SEPARATOR,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR,
            Character.CONTROL,
            Character.FORMAT);

    private MessageText() {}

    /** The text as it is stored: as it was written, but for line breaks, which are {@code \n}. */
    static String of(@Nullable String raw) {
        String text = raw == null ? "" : raw.replace("\r\n", "\n").replace('\r', '\n');
        if (text.codePoints().noneMatch(MessageText::isVisible)) {
            throw Refusal.of(Code.TEXT_BLANK, "A message needs a text.");
        }
        if (text.codePointCount(0, text.length()) > LONGEST) {
            throw Refusal.of(Code.TEXT_TOO_LONG, "A message has at most " + LONGEST + " characters.");
        }
        if (!text.codePoints().allMatch(MessageText::isText)) {
            throw Refusal.of(Code.TEXT_INVALID, "The message has characters that are no text.");
        }
        return text;
    }

    private static boolean isVisible(int character) {
        return !INVISIBLE.contains((byte) Character.getType(character));
    }

    /** Half of a surrogate pair cannot be encoded, and not every database keeps NUL. */
    private static boolean isText(int character) {
        return character != 0 && Character.getType(character) != Character.SURROGATE;
    }
}
