package chat.parley.faults;

import java.util.List;

/** Something that a client sent or received in a room. */
sealed interface Event {

    String room();

    /** A text, recorded before it is sent for the first time. */
    record Sent(String room, String nonce, String text) implements Event {}

    /** The server has acknowledged a text as stored. */
    record Acknowledged(String room, String nonce, long seq) implements Event {}

    /** The server has refused a text because another one was sent under its nonce. */
    record Mistaken(String room, String nonce) implements Event {}

    /** A new text for a message, recorded before it is sent. */
    record Edited(String room, long seq, String text) implements Event {}

    /** The server has acknowledged an edit, deletion or reaction, and the message's new revision. */
    record Done(String room, long seq, boolean deleted, long revision) implements Event {}

    /** The server has acknowledged a read mark. */
    record Marked(String room, long seq) implements Event {}

    /**
     * The room was opened.
     *
     * @param fresh whether the rows replace those that the client held
     */
    record Opened(String room, boolean fresh, long lastSeq, long revision, List<Row> rows) implements Event {}

    /** Changes were delivered and applied: all in (after, revision]. */
    record Changed(String room, long after, long revision, List<Row> rows) implements Event {}
}
