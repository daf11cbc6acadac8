package chat.parley.faults;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The final state of a room: the rows of the database, and what the server shows of it on a fresh read. */
record Stored(String room, long lastSeq, long revision, List<Message> messages, List<Row> shown, List<Mark> marks) {

    /** A row of the database. */
    record Message(
            long seq,
            long revision,
            String author,
            String nonce,
            @Nullable String text,
            boolean edited) {

        boolean deleted() {
            return text == null;
        }
    }

    /**
     * The read mark of a member.
     *
     * @param shown the number of unread messages that the server reports to the account
     */
    record Mark(String account, long readSeq, long shown) {}
}
