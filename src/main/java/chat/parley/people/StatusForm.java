package chat.parley.people;

import chat.parley.account.Status;
import chat.parley.http.ClientText;
import chat.parley.http.Refusal;
import chat.parley.text.RgiEmoji;
import chat.parley.text.VisibleText;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The status that a client sends, not validated. */
record StatusForm(
        @Nullable String text,
        @Nullable String emoji,
        @Nullable Instant until,
        @Nullable Boolean doNotDisturb,
        @Nullable Instant doNotDisturbUntil) {

    static final int MAX_LENGTH = 80;

    private static final Duration MAX_DURATION = Duration.ofDays(366);
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern CUSTOM_EMOJI = Pattern.compile(":[a-z0-9_-]{2,32}:");

    /** Returns the status in its stored form. Times that belong to nothing are dropped. */
    Status at(Instant now) {
        String validText = validText();
        String validEmoji = validEmoji();
        boolean quiet = Boolean.TRUE.equals(doNotDisturb);
        boolean shown = validText != null || validEmoji != null;
        return new Status(
                validText,
                validEmoji,
                shown ? end("until", until, now) : null,
                quiet,
                quiet ? end("do_not_disturb_until", doNotDisturbUntil, now) : null);
    }

    private @Nullable String validText() {
        if (text == null) {
            return null;
        }
        String line =
                SPACES.matcher(ClientText.nfc(MAX_LENGTH, text)).replaceAll(" ").strip();
        if (line.codePointCount(0, line.length()) > MAX_LENGTH) {
            throw Refusal.field("text", "too_long", "A status can have at most " + MAX_LENGTH + " characters.");
        }
        if (!VisibleText.isLine(line)) {
            throw Refusal.field("text", "invalid", "The status contains characters that can't be displayed.");
        }
        return VisibleText.showsSomething(line) ? line : null;
    }

    private @Nullable String validEmoji() {
        if (emoji == null || emoji.isEmpty() || isCustom(emoji)) {
            return emoji == null || emoji.isEmpty() ? null : emoji;
        }
        return RgiEmoji.of(emoji).orElseThrow(StatusForm::noEmoji);
    }

    /** Whether it is an emoji of this server. */
    static boolean isCustom(String emoji) {
        return CUSTOM_EMOJI.matcher(emoji).matches();
    }

    static Refusal noEmoji() {
        return Refusal.field("emoji", "invalid", "Use a single emoji.");
    }

    private static @Nullable Instant end(String field, @Nullable Instant end, Instant now) {
        if (end != null && (!end.isAfter(now) || end.isAfter(now.plus(MAX_DURATION)))) {
            throw Refusal.field(field, "invalid", "This must be within the next 366 days.");
        }
        return end;
    }
}
