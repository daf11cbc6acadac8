package chat.parley.task;

/** A failure that another try cannot resolve, such as a recipient that does not exist. */
public class PermanentFailureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param reason for administrators; must not contain secrets */
    public PermanentFailureException(String reason) {
        super(reason);
    }
}
