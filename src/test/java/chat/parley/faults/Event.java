package chat.parley.faults;

import java.util.List;

/** One thing that a client did or saw in a room. */
sealed interface Event {

    String room();

    /** A text, before it is sent for the first time. */
    record Sent(String room, String nonce, String text) implements Event {}

    /** The server says that a text is stored. */
    record Acknowledged(String room, String nonce, long seq) implements Event {}

    /** The server says that another text was sent under this nonce before. */
    record Mistaken(String room, String nonce) implements Event {}

    /** Another text for a message, before it is sent. */
    record Edited(String room, long seq, String text) implements Event {}

    /** The server says that an edit, a deletion or a reaction is stored, and that the message now has this revision. */
    record Done(String room, long seq, boolean deleted, long revision) implements Event {}

    /** The server says that the account has read so far. */
    record Marked(String room, long seq) implements Event {}

    /**
     * The room was opened.
     *
     * @param fresh whether the rows take the place of what the client held
     */
    record Opened(String room, boolean fresh, long lastSeq, long revision, List<Row> rows) implements Event {}

    /** Changes were delivered, and applied: everything after one revision up to another. */
    record Changed(String room, long after, long revision, List<Row> rows) implements Event {}
}
