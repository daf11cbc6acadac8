package chat.parley.faults;

import java.util.List;

/** Something that a client sent or received in a room. */
sealed interface Event {

    String room();

    /** A text with ids of files, recorded before it is sent for the first time. */
    record Sent(String room, String nonce, String text, List<String> files) implements Event {

        Sent(String room, String nonce, String text) {
            this(room, nonce, text, List.of());
        }
    }

    /**
     * The server has acknowledged an upload.
     *
     * @param hash of the bytes that were sent
     */
    record Uploaded(String room, String file, String hash) implements Event {}

    /** The server has acknowledged a text as stored. */
    record Acknowledged(String room, String nonce, long seq) implements Event {}

    /** The server has refused a text because another one was sent under its nonce. */
    record Mistaken(String room, String nonce) implements Event {}

    /**
     * A new text for a message, recorded before it is sent.
     *
     * @param removesFiles whether the edit removes all files
     */
    record Edited(String room, long seq, String text, boolean removesFiles) implements Event {

        Edited(String room, long seq, String text) {
            this(room, seq, text, false);
        }
    }

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
