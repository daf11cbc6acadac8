package chat.parley.message;

/** A revision that a room has had in an epoch: what is read later in the same epoch is not behind it. */
public record Reached(String epoch, long revision) {

    /** Nothing, in another epoch. */
    long in(String now) {
        return epoch.equals(now) ? revision : 0;
    }
}
