package chat.parley.mail;

/** A failed attempt to send a mail that may be retried. The message contains no addresses and no text. */
final class MailFailureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MailFailureException(String reason) {
        super(reason, null, false, false);
    }

    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
