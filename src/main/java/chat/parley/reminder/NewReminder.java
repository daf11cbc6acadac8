package chat.parley.reminder;

import chat.parley.http.Refusal;
import chat.parley.roomlog.state.Nonce;
import chat.parley.text.VisibleText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reminder as requested by a client, not yet validated. */
record NewReminder(
        @Nullable String nonce,
        @Nullable String text,
        @Nullable Instant dueAt,
        @Nullable Long delayMs,
        @Nullable String room,
        @Nullable Long seq) {

    static final int MAX_LENGTH = 1_000;

    /** Five years; people rarely plan further ahead. */
    static final Duration MAX_AHEAD = Duration.ofDays(5 * 366);

    /** @param text empty for a message without a note */
    record Valid(
            String nonce,
            String text,
            Instant due,
            @Nullable String room,
            @Nullable Long seq) {}

    Valid at(Instant now) {
        if ((room == null) != (seq == null)) {
            throw Refusal.field(
                    room == null ? "room" : "seq", "required", "Send both the room and the number of the message.");
        }
        return new Valid(Nonce.of(nonce), validText(), due(now).truncatedTo(ChronoUnit.MILLIS), room, seq);
    }

    private String validText() {
        String valid = text == null
                ? ""
                : text.replace("\r\n", "\n").replace('\r', '\n').strip();
        if (!VisibleText.showsSomething(valid)) {
            if (room == null) {
                throw Refusal.field("text", "required", "Write what you want to be reminded of.");
            }
            return "";
        }
        if (valid.codePointCount(0, valid.length()) > MAX_LENGTH) {
            throw Refusal.field("text", "too_long", "A reminder can have at most 1,000 characters.");
        }
        if (!VisibleText.isStorable(valid)) {
            throw Refusal.field("text", "invalid", "The text contains invalid characters.");
        }
        return valid;
    }

    private Instant due(Instant now) {
        if ((dueAt == null) == (delayMs == null)) {
            throw Refusal.invalid(
                    "Send either due_at or delay_ms.",
                    List.of(new Refusal.FieldError("due_at", dueAt == null ? "required" : "ambiguous")));
        }
        if (dueAt != null) {
            return ahead("due_at", dueAt, now);
        }
        long most = MAX_AHEAD.toMillis() + 1;
        return ahead("delay_ms", now.plusMillis(Math.max(-1, Math.min(delayMs, most))), now);
    }

    private static Instant ahead(String field, Instant due, Instant now) {
        if (!due.isAfter(now)) {
            throw Refusal.field(field, "past", "This time is in the past.");
        }
        if (due.isAfter(now.plus(MAX_AHEAD))) {
            throw Refusal.field(field, "too_far", "A reminder can be at most five years ahead.");
        }
        return due;
    }
}
