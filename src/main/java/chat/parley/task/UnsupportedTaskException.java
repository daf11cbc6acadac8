package chat.parley.task;

/**
 * A task that this version cannot perform, stored by a node of a newer one. It waits for such a node, however often
 * others have tried it.
 */
public class UnsupportedTaskException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param reason for administrators; must not contain secrets */
    public UnsupportedTaskException(String reason) {
        super(reason);
    }
}
