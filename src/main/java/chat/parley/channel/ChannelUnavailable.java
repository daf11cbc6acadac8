package chat.parley.channel;

/** The layer could not take a message. Carries no stack trace: in an outage there are many. */
final class ChannelUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ChannelUnavailable(String message) {
        super(message, null, false, false);
    }
}
