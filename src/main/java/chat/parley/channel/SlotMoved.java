package chat.parley.channel;

import io.lettuce.core.RedisCommandExecutionException;

/** A shard has refused a channel, because another one serves its slot. */
final class SlotMoved extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private SlotMoved(String message) {
        super(message, null, false, false);
    }

    /** The same error, or this one if it says so in Redis' words. */
    static Throwable or(Throwable error) {
        String message = error.getMessage();
        return error instanceof RedisCommandExecutionException && message != null && message.startsWith("MOVED ")
                ? new SlotMoved(message)
                : error;
    }
}
