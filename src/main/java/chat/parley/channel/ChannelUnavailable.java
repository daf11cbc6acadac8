package chat.parley.channel;

/** Thrown when the layer could not accept a message. Has no stack trace, because an outage causes many of them. */
public final class ChannelUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ChannelUnavailable(String message) {
        super(message, null, false, false);
    }
}
