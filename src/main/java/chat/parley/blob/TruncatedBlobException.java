package chat.parley.blob;

/** A blob ends earlier than its row says. */
final class TruncatedBlobException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    TruncatedBlobException() {
        super("A blob has fewer bytes than its row says");
    }
}
