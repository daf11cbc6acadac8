package chat.parley.blob;

/** The store lacks all bytes of a blob. */
final class MissingBlobException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingBlobException() {
        super("The store lacks all bytes of a blob", null, false, false);
    }
}
