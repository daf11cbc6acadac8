package chat.parley.room;

import org.jspecify.annotations.Nullable;

/**
 * The preferences of a member for a room.
 *
 * @param level the notification level; null for the default
 * @param hiddenSeq the room is hidden until there is a message after this one; null if it is not hidden
 * @param favourite whether the room is among the member's favourites
 */
public record RoomPreferences(
        @Nullable NotificationLevel level, @Nullable Long hiddenSeq, boolean favourite) {

    /** The preferences of an account that is not a member. */
    public static final RoomPreferences NONE = new RoomPreferences(null, null, false);
}
