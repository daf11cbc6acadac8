package chat.parley.room;

import chat.parley.account.Account;
import chat.parley.roomlog.RoomRow;
import chat.parley.roomlog.state.Role;
import chat.parley.roomlog.state.RoomKind;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The JSON representation of a room as one account sees it.
 *
 * @param unread how many messages after {@code readSeq} are not deleted
 * @param mentions the number of messages that mention the account and are unread or were edited since they were read
 * @param deletedUnread how many messages after {@code readSeq} are deleted
 * @param formerNames former names of the room, newest first; left out if there are none
 * @param people the usernames of a direct conversation, in order; only for such a room
 * @param names the display names of these people; only for such a room
 * @param avatars the ids of the profile pictures of those of them who have one; left out if there are none
 * @param level the notification level; null for the default
 * @param hidden whether the room is hidden from the account's list until somebody posts
 * @param favourite whether the room is among the account's favourites
 * @param online the number of people online in the room
 * @param previews whether links in the room get previews
 * @param members the number of members; left out if it was not counted
 * @param lastAt when the newest message was posted; only for a direct conversation with messages
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
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> avatars,
        @Nullable Role role,
        long lastSeq,
        long readSeq,
        long unread,
        long mentions,
        long deletedUnread,
        long revision,
        @JsonProperty("notify") @Nullable NotificationLevel level,
        boolean hidden,
        boolean favourite,
        int online,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer members,
        Instant createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant lastAt,
        @Nullable Instant archivedAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> formerNames,
        boolean previews) {

    /** @param accounts accounts by username, including the people in direct conversations */
    static RoomBody of(Membership membership, int online, Map<String, Account> accounts, @Nullable Instant lastAt) {
        RoomRow room = membership.room();
        return new RoomBody(
                room.id(),
                room.name(),
                room.title(),
                room.topic(),
                room.kind(),
                room.ownerName(),
                room.people(),
                room.people() == null ? null : names(room.people(), accounts),
                room.people() == null ? Map.of() : avatars(room.people(), accounts),
                membership.role(),
                room.lastSeq(),
                membership.readSeq(),
                membership.unread(),
                membership.mentions(),
                membership.member() ? membership.deletions() : 0,
                room.revision(),
                membership.preferences().level(),
                membership.hidden(),
                membership.preferences().favourite(),
                online,
                null,
                room.createdAt(),
                lastAt,
                room.archivedAt(),
                room.formerNames(),
                room.previews());
    }

    private static Map<String, String> names(List<String> people, Map<String, Account> accounts) {
        return people.stream().collect(Collectors.toMap(name -> name, name -> shown(name, accounts.get(name))));
    }

    private static String shown(String username, @Nullable Account account) {
        return account == null ? username : account.displayName();
    }

    private static Map<String, String> avatars(List<String> people, Map<String, Account> accounts) {
        return people.stream()
                .map(accounts::get)
                .filter(account -> account != null && account.avatar() != null)
                .collect(Collectors.toMap(Account::username, account -> Objects.requireNonNull(account.avatar())));
    }

    private RoomBody withSize(int size) {
        return new RoomBody(
                id,
                name,
                title,
                topic,
                kind,
                owner,
                people,
                names,
                avatars,
                role,
                lastSeq,
                readSeq,
                unread,
                mentions,
                deletedUnread,
                revision,
                level,
                hidden,
                favourite,
                online,
                size,
                createdAt,
                lastAt,
                archivedAt,
                formerNames,
                previews);
    }

    /** @param next the value of {@code after} for the next page; null on the last page */
    public record Page(List<RoomBody> rooms, @Nullable String next) {

        Page withSize(Map<String, Integer> sizes) {
            return new Page(
                    rooms.stream()
                            .map(room -> room.withSize(sizes.getOrDefault(room.id, 0)))
                            .toList(),
                    next);
        }
    }
}
