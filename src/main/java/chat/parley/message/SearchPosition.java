package chat.parley.message;

import chat.parley.http.Refusal;
import chat.parley.roomlog.MessageRow;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Between two messages of all rooms, from the newest to the oldest: in front of the message that it names. On the wire it
 * is a word that clients hand back as they got it.
 */
record SearchPosition(Instant at, String room, long seq) {

    /** Behind everything that will ever be. */
    static final SearchPosition NEWEST = new SearchPosition(Instant.parse("9999-01-01T00:00:00Z"), "", Long.MAX_VALUE);

    static final SearchPosition OLDEST = new SearchPosition(Instant.EPOCH, "", 0);

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\.([0-9A-Za-z]{1,16})\\.(\\d{1,18})");

    static SearchPosition before(MessageRow message) {
        return new SearchPosition(message.createdAt(), message.room(), message.seq());
    }

    static SearchPosition of(String word) {
        Matcher form = FORM.matcher(word);
        if (!form.matches()) {
            throw Refusal.field("after", "invalid", "This is no end of a page.");
        }
        try {
            Instant at = Instant.ofEpochMilli(Long.parseLong(form.group(1)));
            return new SearchPosition(at, form.group(2), Long.parseLong(form.group(3)));
        } catch (DateTimeException e) {
            throw Refusal.field("after", "invalid", "This is no end of a page.");
        }
    }

    /** Messages' times have milliseconds and no more. */
    String word() {
        return at.toEpochMilli() + "." + room + "." + seq;
    }
}
