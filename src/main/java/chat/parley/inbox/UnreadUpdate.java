package chat.parley.inbox;

import chat.parley.room.RoomBody;
import chat.parley.roomlog.state.MessageState;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/**
 * An update of an account's inbox, as sent to clients. It contains the current state and replaces all earlier updates
 * of the room.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface UnreadUpdate {

    /** The account has joined a room, or a room or its membership has changed. */
    @JsonTypeName("room")
    record Room(RoomBody room) implements UnreadUpdate {}

    /** The account is no longer a member. */
    @JsonTypeName("gone")
    record Gone(String room) implements UnreadUpdate {}

    /**
     * @param deletedUnread how many messages after {@code readSeq} are deleted
     * @param message the newest message by somebody else since the last update, preferably one that mentions the
     *     account
     */
    @JsonTypeName("unread")
    record Unread(
            String room,
            long lastSeq,
            long readSeq,
            long mentions,
            long deletedUnread,
            @Nullable MessageState message) implements UnreadUpdate {}
}
