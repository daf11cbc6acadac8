package chat.parley.room;

/**
 * The result of entering a room.
 *
 * @param before the membership before the account joined
 * @param revision a revision of the room at which the account is in it
 */
public record JoinResult(Membership before, long revision) {

    public String room() {
        return before.room().id();
    }

    /**
     * Whether {@link #before} is still current at a revision. Everything in it except the read mark changes only with
     * the room's revision.
     */
    public boolean holdsAt(long later) {
        return later == before.room().revision();
    }
}
