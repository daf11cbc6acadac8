package chat.parley.faults;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The final state of a room: the rows of the database, and what the server shows of it on a fresh read. */
record Stored(
        String room,
        long lastSeq,
        long revision,
        List<Message> messages,
        List<Row> shown,
        List<Mark> marks,
        List<File> files) {

    /**
     * A row of the database.
     *
     * @param files ids of the files that it names
     */
    record Message(
            long seq,
            long revision,
            String author,
            String nonce,
            @Nullable String text,
            boolean edited,
            List<String> files) {

        Message(long seq, long revision, String author, String nonce, @Nullable String text, boolean edited) {
            this(seq, revision, author, nonce, text, edited, List.of());
        }

        boolean deleted() {
            return text == null;
        }
    }

    /**
     * A file that somebody uploaded.
     *
     * @param seq the message to which its row belongs; null if there is no row, or it was not posted
     * @param read hash of the bytes that another member can read; null if the server refuses
     */
    record File(String id, @Nullable Long seq, @Nullable String read) {}

    /**
     * The read mark of a member.
     *
     * @param shown the number of unread messages that the server reports to the account
     */
    record Mark(String account, long readSeq, long shown) {}
}
