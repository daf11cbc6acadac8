package chat.parley.roomlog;

import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Role;
import chat.parley.roomlog.state.RoomKind;
import chat.parley.roomlog.state.RoomName;
import chat.parley.roomlog.state.RoomState;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code room} with its owner's name.
 *
 * @param people the members of a direct conversation, in order; null for any other room
 * @param revision the number of the room's newest change of any kind
 * @param stateRevision the revision of the last change to this row itself
 * @param formerNames the room's former names, the newest first; they still lead to it, and no other room can have them
 * @param previews whether links get previews
 */
public record RoomRow(
        String id,
        @Nullable String name,
        String title,
        String topic,
        RoomKind kind,
        @Nullable Long ownerId,
        @Nullable String owner,
        @Nullable List<String> people,
        long lastSeq,
        long revision,
        long stateRevision,
        Instant createdAt,
        @Nullable Instant archivedAt,
        List<String> formerNames,
        boolean previews) {

    private static final int MAX_FORMER_NAMES = 20;

    /**
     * The leading columns of statements over {@code room r} whose rows {@link #of} reads by index; see
     * {@link MessageRow#COLUMNS}.
     */
    public static final String COLUMNS = "r.id, r.name, r.title, r.topic, r.kind, r.owner_id,"
            + " (select o.username from account o where o.id = r.owner_id) as owner, r.people,"
            + " r.last_seq, r.revision, r.state_revision, r.created_at, r.archived_at, r.former_names,"
            + " r.previews";

    /** The number of {@link #COLUMNS}, and so the index of the first column after them. */
    public static final int COLUMN_COUNT = 15;

    public static RoomRow of(Readable row) {
        return new RoomRow(
                Columns.text(row, 0),
                row.get(1, String.class),
                Columns.text(row, 2),
                Columns.text(row, 3),
                RoomKind.of(Columns.text(row, 4)),
                row.get(5, Long.class),
                row.get(6, String.class),
                people(row.get(7, String.class)),
                Columns.number(row, 8),
                Columns.number(row, 9),
                Columns.number(row, 10),
                Objects.requireNonNull(row.get(11, Instant.class)),
                row.get(12, Instant.class),
                formerNames(row.get(13, String.class)),
                !Boolean.FALSE.equals(row.get(14, Boolean.class)));
    }

    /** Parses a stored list of usernames, which cannot contain commas. */
    public static @Nullable List<String> people(@Nullable String stored) {
        return stored == null ? null : List.of(stored.split(","));
    }

    private static List<String> formerNames(@Nullable String stored) {
        return stored == null || stored.isEmpty() ? List.of() : List.of(stored.split(","));
    }

    /** Returns the state of the room as of the row's own last change. */
    public RoomState state() {
        return new RoomState(
                id,
                name,
                title,
                topic,
                kind,
                owner,
                people,
                lastSeq,
                stateRevision,
                createdAt,
                archivedAt,
                formerNames,
                previews);
    }

    RoomRow withCounters(long newLastSeq, long newRevision) {
        return new RoomRow(
                id,
                name,
                title,
                topic,
                kind,
                ownerId,
                owner,
                people,
                newLastSeq,
                newRevision,
                stateRevision,
                createdAt,
                archivedAt,
                formerNames,
                previews);
    }

    RoomRow edited(RoomWrite.Settings write, long newRevision) {
        return new RoomRow(
                id,
                write.name() == null ? name : write.name().value(),
                write.title() == null ? title : write.title(),
                write.topic() == null ? topic : write.topic(),
                kind,
                ownerId,
                owner,
                people,
                lastSeq,
                newRevision,
                newRevision,
                createdAt,
                archivedAt,
                formerNames(write.name()),
                write.previews() == null ? previews : write.previews());
    }

    /** A former name that becomes current again is removed from the list. */
    private List<String> formerNames(@Nullable RoomName newName) {
        if (newName == null || name == null || name.equals(newName.value())) {
            return formerNames;
        }
        return Stream.concat(Stream.of(name), formerNames.stream())
                .filter(former -> !RoomName.fold(former).equals(newName.key()))
                .distinct()
                .limit(MAX_FORMER_NAMES)
                .toList();
    }

    /** @param newArchivedAt null to reopen the room */
    RoomRow archived(@Nullable Instant newArchivedAt, long newRevision) {
        return new RoomRow(
                id,
                name,
                title,
                topic,
                kind,
                ownerId,
                owner,
                people,
                lastSeq,
                newRevision,
                newRevision,
                createdAt,
                newArchivedAt,
                formerNames,
                previews);
    }

    RoomRow withOwner(Actor newOwner, long newRevision) {
        return new RoomRow(
                id,
                name,
                title,
                topic,
                kind,
                newOwner.id(),
                newOwner.username(),
                people,
                lastSeq,
                newRevision,
                newRevision,
                createdAt,
                archivedAt,
                formerNames,
                previews);
    }

    boolean hasSameSettings(RoomRow other) {
        return Objects.equals(name, other.name)
                && title.equals(other.title)
                && topic.equals(other.topic)
                && previews == other.previews;
    }

    public boolean archived() {
        return archivedAt != null;
    }

    public AccessSubject subject(@Nullable Role role, boolean banned) {
        return new AccessSubject(id, name, kind, archived(), role, banned, false);
    }
}
