package chat.parley.room;

/**
 * How somebody came into a room.
 *
 * @param before how the account stood there when it came
 * @param revision one that the room has had since it is in
 */
public record Entrance(Seat before, long revision) {

    public String room() {
        return before.room().id();
    }

    /** Whether the seat is still true at a revision: what changes it, but for marks, is a change of the room. */
    public boolean holdsAt(long later) {
        return later == before.room().revision();
    }
}
