package chat.parley.room;

import chat.parley.roomlog.Role;
import chat.parley.roomlog.RoomKind;
import chat.parley.roomlog.RoomRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A room on the wire, as one account sees it.
 *
 * @param mentions how many of the unread messages call the account
 * @param online how many people are there now
 */
public record RoomBody(
        String id,
        @Nullable String name,
        String title,
        String topic,
        RoomKind kind,
        @Nullable String owner,
        @Nullable Role role,
        long lastSeq,
        long readSeq,
        long unread,
        long mentions,
        long revision,
        int online,
        Instant createdAt,
        @Nullable Instant archivedAt) {

    static RoomBody of(Seat seat, int online) {
        RoomRow room = seat.room();
        return new RoomBody(
                room.id(),
                room.name(),
                room.title(),
                room.topic(),
                room.kind(),
                room.owner(),
                seat.role(),
                room.lastSeq(),
                seat.readSeq(),
                seat.unread(),
                seat.mentions(),
                room.revision(),
                online,
                room.createdAt(),
                room.archivedAt());
    }

    /**
     * @param next to be given as {@code after} for the next page; null when this is the last
     */
    public record Page(List<RoomBody> rooms, @Nullable String next) {}
}
