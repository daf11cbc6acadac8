package chat.parley.roomlog;

import chat.parley.database.RowReader;
import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Role;
import chat.parley.roomlog.state.RoomKind;
import chat.parley.roomlog.state.RoomName;
import chat.parley.roomlog.state.RoomState;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code room} with its owner's name.
 *
 * @param people the members of a direct conversation, in order; null for any other room
 */
public record RoomRow(
        String id,
        RoomKind kind,
        @Nullable List<String> people,
        Instant createdAt,
        Settings settings,
        @Nullable Actor owner,
        Counters counters,
        @Nullable Instant archivedAt) {

    /**
     * The properties that {@link RoomWrite.Settings} changes.
     *
     * @param formerNames the room's former names, the newest first; they still lead to it, and no other room can have
     *     them
     * @param previews whether links get previews
     */
    public record Settings(
            @Nullable String name, List<String> formerNames, String title, String topic, boolean previews) {

        private static final int MAX_FORMER_NAMES = 20;

        Settings edited(RoomWrite.Settings write) {
            return new Settings(
                    write.name() == null ? name : write.name().value(),
                    formerNames(write.name()),
                    write.title() == null ? title : write.title(),
                    write.topic() == null ? topic : write.topic(),
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
    }

    /**
     * @param revision the number of the room's newest change of any kind
     * @param stateRevision the revision of the last change to this row itself
     */
    public record Counters(long lastSeq, long revision, long stateRevision) {}

    /** The leading columns of statements over {@code room r} whose rows {@link #read} reads. */
    public static final String COLUMNS =
            "r.id, r.kind, r.people, r.created_at, r.name, r.former_names, r.title, r.topic,"
                    + " coalesce(r.previews, true), r.owner_id, (select o.username from account o where o.id = r.owner_id) as owner,"
                    + " r.last_seq, r.revision, r.state_revision, r.archived_at";

    public static RoomRow of(Readable row) {
        return read(new RowReader(row));
    }

    /** Reads {@link #COLUMNS} and leaves the columns after them to the caller. */
    public static RoomRow read(RowReader columns) {
        return new RoomRow(
                columns.text(),
                RoomKind.of(columns.text()),
                people(columns.optionalText()),
                columns.instant(),
                new Settings(
                        columns.optionalText(),
                        namesIn(columns.optionalText()),
                        columns.text(),
                        columns.text(),
                        columns.flag()),
                owner(columns.optionalNumber(), columns.optionalText()),
                new Counters(columns.number(), columns.number(), columns.number()),
                columns.optionalInstant());
    }

    /** Parses a stored list of usernames, which cannot contain commas. */
    public static @Nullable List<String> people(@Nullable String stored) {
        return stored == null ? null : List.of(stored.split(","));
    }

    private static List<String> namesIn(@Nullable String stored) {
        return stored == null || stored.isEmpty() ? List.of() : List.of(stored.split(","));
    }

    private static @Nullable Actor owner(@Nullable Long id, @Nullable String username) {
        return id == null || username == null ? null : new Actor(id, username);
    }

    public @Nullable String name() {
        return settings.name();
    }

    public @Nullable String ownerName() {
        return owner == null ? null : owner.username();
    }

    /** Returns the room's former names, the newest first. */
    public List<String> formerNames() {
        return settings.formerNames();
    }

    public String title() {
        return settings.title();
    }

    public String topic() {
        return settings.topic();
    }

    public boolean previews() {
        return settings.previews();
    }

    public long lastSeq() {
        return counters.lastSeq();
    }

    public long revision() {
        return counters.revision();
    }

    public long stateRevision() {
        return counters.stateRevision();
    }

    /** Returns the state of the room as of the row's own last change. */
    public RoomState state() {
        return new RoomState(
                id,
                name(),
                title(),
                topic(),
                kind,
                ownerName(),
                people,
                lastSeq(),
                stateRevision(),
                createdAt,
                archivedAt,
                formerNames(),
                previews());
    }

    RoomRow withCounters(long newLastSeq, long newRevision) {
        Counters newCounters = new Counters(newLastSeq, newRevision, stateRevision());
        return new RoomRow(id, kind, people, createdAt, settings, owner, newCounters, archivedAt);
    }

    RoomRow edited(RoomWrite.Settings write, long newRevision) {
        Settings edited = settings.edited(write);
        return new RoomRow(id, kind, people, createdAt, edited, owner, changedAt(newRevision), archivedAt);
    }

    /** @param newArchivedAt null to reopen the room */
    RoomRow archived(@Nullable Instant newArchivedAt, long newRevision) {
        return new RoomRow(id, kind, people, createdAt, settings, owner, changedAt(newRevision), newArchivedAt);
    }

    RoomRow withOwner(Actor newOwner, long newRevision) {
        return new RoomRow(id, kind, people, createdAt, settings, newOwner, changedAt(newRevision), archivedAt);
    }

    private Counters changedAt(long newRevision) {
        return new Counters(lastSeq(), newRevision, newRevision);
    }

    boolean hasSameSettings(RoomRow other) {
        return settings.equals(other.settings);
    }

    public boolean archived() {
        return archivedAt != null;
    }

    public AccessSubject subject(@Nullable Role role, boolean banned) {
        return new AccessSubject(id, name(), kind, archived(), role, banned, false);
    }
}
