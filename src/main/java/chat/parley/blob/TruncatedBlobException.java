package chat.parley.blob;

/** A blob ends earlier than its row says. */
final class TruncatedBlobException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TruncatedBlobException() {
        super("A blob has fewer bytes than its row says", null, false, false);
    }
}
