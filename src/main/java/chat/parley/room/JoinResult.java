package chat.parley.room;

/**
 * The result of entering a room.
 *
 * @param membership the membership before the account joined
 * @param revision a revision of the room at which the account is in it
 */
public record JoinResult(Membership membership, long revision) {

    public String room() {
        return membership.room().id();
    }

    /**
     * Whether {@link #membership} is still current at a revision. Everything in it except the read mark changes only with
     * the room's revision.
     */
    public boolean isCurrentAt(long currentRevision) {
        return currentRevision == membership.room().revision();
    }
}
