package chat.parley.channel.redis;

import io.lettuce.core.RedisCommandExecutionException;

/** Thrown when a shard refuses a channel because another shard serves its slot. */
final class SlotMoved extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private SlotMoved(String message) {
        super(message, null, false, false);
    }

    /** Returns a {@code SlotMoved} if the error is Redis's {@code MOVED} response, otherwise the error itself. */
    static Throwable or(Throwable error) {
        String message = error.getMessage();
        return error instanceof RedisCommandExecutionException && message != null && message.startsWith("MOVED ")
                ? new SlotMoved(message)
                : error;
    }
}
