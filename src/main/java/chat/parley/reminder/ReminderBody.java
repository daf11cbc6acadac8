package chat.parley.reminder;

import chat.parley.message.LocatedMessage;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reminder as its account sees it.
 *
 * @param room the room of the message; written, like seq, only if it reminds of a message
 * @param message written only if the account may read it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReminderBody(
        long id,
        Instant dueAt,
        String text,
        @Nullable String room,
        @Nullable Long seq,
        @Nullable LocatedMessage message) {

    static ReminderBody of(Reminder reminder, @Nullable LocatedMessage message) {
        return new ReminderBody(
                reminder.id(), reminder.due(), reminder.text(), reminder.room(), reminder.seq(), message);
    }

    ReminderBody withoutMessage() {
        return new ReminderBody(id, dueAt, text, room, seq, null);
    }
}
