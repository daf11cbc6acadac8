package chat.parley.message;

/** A revision that a room has reached in an epoch; later reads in the same epoch must not be older. */
public record ObservedRevision(String epoch, long revision) {

    /** Returns the revision, or 0 in another epoch. */
    long inEpoch(String current) {
        return epoch.equals(current) ? revision : 0;
    }
}
