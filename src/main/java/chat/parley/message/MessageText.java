package chat.parley.message;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.text.VisibleText;
import org.jspecify.annotations.Nullable;

/** The rules of a message's text, the same on every path and every database. */
final class MessageText {

    static final int LONGEST = 4000;

    private MessageText() {}

    /** The text as it is stored: as it was written, but for line breaks, which are {@code \n}. */
    static String of(@Nullable String raw) {
        String text = raw == null ? "" : raw.replace("\r\n", "\n").replace('\r', '\n');
        if (!VisibleText.showsSomething(text)) {
            throw Refusal.of(Code.TEXT_BLANK, "A message needs a text.");
        }
        if (text.codePointCount(0, text.length()) > LONGEST) {
            throw Refusal.of(Code.TEXT_TOO_LONG, "A message has at most " + LONGEST + " characters.");
        }
        if (!VisibleText.isStorable(text)) {
            throw Refusal.of(Code.TEXT_INVALID, "The message has characters that are no text.");
        }
        return text;
    }
}
