package chat.parley.inbox;

import chat.parley.room.RoomBody;
import chat.parley.roomlog.MessageState;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/** What has changed for an account, as its clients read it: how things stand now, whatever was said before. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface News {

    /** A room is the account's own now, or looks different. */
    @JsonTypeName("room")
    record Room(RoomBody room) implements News {}

    /** The account is no member any more. */
    @JsonTypeName("gone")
    record Gone(String room) implements News {}

    /** @param message somebody else's newest since the last news, or the newest of those that call the account */
    @JsonTypeName("unread")
    record Unread(
            String room,
            long lastSeq,
            long readSeq,
            long mentions,
            @Nullable MessageState message) implements News {}
}
