package chat.parley.roomlog.state;

import java.util.List;

/**
 * The events in a room between two messages, as everybody sees them. A notice is not a message: nobody is notified of
 * it, and it is never unread. Its revision is that of the change that its last event reports, so a live change carries
 * its notice.
 *
 * @param seq the number of the message that it follows; 0 before the first message
 * @param events in order; a bounded number
 */
public record NoticeState(long seq, long revision, List<NoticeEvent> events) implements Change {

    public NoticeState {
        events = List.copyOf(events);
    }
}
