package chat.parley.faults;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is true of a room at the end: what the database has, and what the server shows of it to who reads it anew. */
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
     * How far a member has read.
     *
     * @param shown what the server tells the account to be unread
     */
    record Mark(String account, long readSeq, long shown) {}
}
