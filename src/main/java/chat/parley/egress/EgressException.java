package chat.parley.egress;

/**
 * The server did not call an address, or received no usable response. The message is a sentence for the person who
 * entered the address. It contains neither the address nor anything that the other server sent.
 */
public final class EgressException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    EgressException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why there is no response. */
    public enum Reason {
        /** The text is not a URL that may ever be called. */
        BAD_URL,
        /** The host, or a host to which it redirects, has no address that may be called. */
        DENIED,
        /** The name of the host cannot be resolved. */
        UNRESOLVED,
        /** No connection could be opened. */
        UNREACHABLE,
        /** The certificate is not valid for the host, or there is no common version of TLS. */
        TLS,
        /** The response was not complete in time. */
        TIMEOUT,
        /** The response is not HTTP, has headers that are too large or an unknown encoding, or was cut off. */
        MALFORMED,
        /** There are too many redirects. */
        REDIRECTS
    }
}
