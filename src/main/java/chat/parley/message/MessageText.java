package chat.parley.message;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.text.VisibleText;
import org.jspecify.annotations.Nullable;

/** Validates message texts, with the same rules for every protocol and database. */
final class MessageText {

    static final int MAX_LENGTH = 4000;

    private MessageText() {}

    /** Returns the stored form of a text: unchanged except for line breaks, which become {@code \n}. */
    static String of(@Nullable String raw) {
        return of(raw, false);
    }

    /** @param withFiles whether the message has files, in which case its text may be empty */
    static String of(@Nullable String raw, boolean withFiles) {
        if (withFiles && (raw == null || raw.isBlank())) {
            return "";
        }
        String text = raw == null ? "" : raw.replace("\r\n", "\n").replace('\r', '\n');
        if (!VisibleText.showsSomething(text)) {
            throw Refusal.of(Code.TEXT_BLANK, "Write a message first.");
        }
        if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
            throw Refusal.of(Code.TEXT_TOO_LONG, "A message can have at most " + MAX_LENGTH + " characters.");
        }
        if (!VisibleText.isStorable(text)) {
            throw Refusal.of(Code.TEXT_INVALID, "The message contains invalid characters.");
        }
        return text;
    }
}
