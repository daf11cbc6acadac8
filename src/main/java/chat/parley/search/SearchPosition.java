package chat.parley.search;

import chat.parley.http.Refusal;
import chat.parley.roomlog.MessageRow;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in the messages of all rooms, from newest to oldest: before the message that it names. Clients receive it
 * as an opaque string and send it back unchanged.
 */
public record SearchPosition(Instant at, String room, long seq) {

    /** The position before all messages, present and future. */
    public static final SearchPosition NEWEST =
            new SearchPosition(Instant.parse("9999-01-01T00:00:00Z"), "", Long.MAX_VALUE);

    static final SearchPosition OLDEST = new SearchPosition(Instant.EPOCH, "", 0);

    private static final Pattern FORMAT = Pattern.compile("(\\d{1,15})\\.([0-9A-Za-z]{1,16})\\.(\\d{1,18})");

    static SearchPosition before(MessageRow message) {
        return new SearchPosition(message.createdAt(), message.room(), message.seq());
    }

    public static SearchPosition of(String text) {
        Matcher matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            throw Refusal.field("after", "invalid", "This isn't a page's next value.");
        }
        try {
            Instant at = Instant.ofEpochMilli(Long.parseLong(matcher.group(1)));
            return new SearchPosition(at, matcher.group(2), Long.parseLong(matcher.group(3)));
        } catch (DateTimeException e) {
            throw Refusal.field("after", "invalid", "This isn't a page's next value.");
        }
    }

    /** Returns the opaque string. Milliseconds are exact, because the times of messages have no finer resolution. */
    public String encoded() {
        return at.toEpochMilli() + "." + room + "." + seq;
    }
}
