package chat.parley.follower;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The outcome of sending a page. */
public sealed interface Outcome {

    /** The receiver has the page, or does not need it: the cursor moves on. */
    record Delivered() implements Outcome {}

    /**
     * The page is sent again later.
     *
     * @param reason for operators and owners, without secrets; shortened when stored
     * @param retryAfter the receiver's own request to wait at least this long; null for none
     */
    record Failed(String reason, @Nullable Duration retryAfter) implements Outcome {}

    /** The receiver wants no more pages: the follower is paused until somebody resumes it. */
    record Gone(String reason) implements Outcome {}

    /** The page must no longer be sent. The follower is paused until somebody resumes it. */
    record Denied(String reason) implements Outcome {}

    static Outcome delivered() {
        return new Delivered();
    }

    static Outcome failed(String reason) {
        return new Failed(reason, null);
    }
}
