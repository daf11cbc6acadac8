package chat.parley.room;

import chat.parley.roomlog.Role;
import chat.parley.roomlog.RoomKind;
import chat.parley.roomlog.RoomRow;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A room on the wire, as one account sees it.
 *
 * @param mentions how many of the unread messages call the account
 * @param formerNames names that the room had, the newest first; written only where there are any
 * @param people who belongs to a direct conversation, in order; written only for such a room
 * @param names by which names they are shown; written only for such a room
 * @param level of what the account wants to be told; null for what is usual
 * @param hidden whether the account wants the room out of its list until somebody writes
 * @param online how many people are there now
 * @param members how many people belong to the room; written only where rooms are browsed
 */
public record RoomBody(
        String id,
        @Nullable String name,
        String title,
        String topic,
        RoomKind kind,
        @Nullable String owner,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> people,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, String> names,
        @Nullable Role role,
        long lastSeq,
        long readSeq,
        long unread,
        long mentions,
        long revision,
        @JsonProperty("notify") @Nullable NotificationLevel level,
        boolean hidden,
        int online,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer members,
        Instant createdAt,
        @Nullable Instant archivedAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> formerNames) {

    /** @param shown the display names of accounts, those of the people of direct conversations among them */
    static RoomBody of(Seat seat, int online, Map<String, String> shown) {
        RoomRow room = seat.room();
        return new RoomBody(
                room.id(),
                room.name(),
                room.title(),
                room.topic(),
                room.kind(),
                room.owner(),
                room.people(),
                room.people() == null ? null : names(room.people(), shown),
                seat.role(),
                room.lastSeq(),
                seat.readSeq(),
                seat.unread(),
                seat.mentions(),
                room.revision(),
                seat.level(),
                seat.hidden(),
                online,
                null,
                room.createdAt(),
                room.archivedAt(),
                room.formerNames());
    }

    private static Map<String, String> names(List<String> people, Map<String, String> shown) {
        return people.stream().collect(Collectors.toMap(name -> name, name -> shown.getOrDefault(name, name)));
    }

    private RoomBody sized(int size) {
        return new RoomBody(
                id,
                name,
                title,
                topic,
                kind,
                owner,
                people,
                names,
                role,
                lastSeq,
                readSeq,
                unread,
                mentions,
                revision,
                level,
                hidden,
                online,
                size,
                createdAt,
                archivedAt,
                formerNames);
    }

    /**
     * @param next to be given as {@code after} for the next page; null when this is the last
     */
    public record Page(List<RoomBody> rooms, @Nullable String next) {

        Page sized(Map<String, Integer> sizes) {
            return new Page(
                    rooms.stream()
                            .map(room -> room.sized(sizes.getOrDefault(room.id, 0)))
                            .toList(),
                    next);
        }
    }
}
