package chat.parley.roomlog;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code room} with its owner's name.
 *
 * @param revision counts all changes of the room
 * @param stateRevision when this row itself was last changed
 */
public record RoomRow(
        String id,
        @Nullable String name,
        String title,
        String topic,
        RoomKind kind,
        @Nullable String owner,
        long lastSeq,
        long revision,
        long stateRevision,
        Instant createdAt,
        @Nullable Instant archivedAt) {

    /** The columns that {@link #of} reads, of {@code room r}. */
    public static final String COLUMNS = "r.id, r.name, r.title, r.topic, r.kind,"
            + " (select o.username from account o where o.id = r.owner_id) as owner,"
            + " r.last_seq, r.revision, r.state_revision, r.created_at, r.archived_at";

    public static RoomRow of(Readable row) {
        return new RoomRow(
                Columns.text(row, "id"),
                row.get("name", String.class),
                Columns.text(row, "title"),
                Columns.text(row, "topic"),
                RoomKind.of(Columns.text(row, "kind")),
                row.get("owner", String.class),
                Columns.number(row, "last_seq"),
                Columns.number(row, "revision"),
                Columns.number(row, "state_revision"),
                Objects.requireNonNull(row.get("created_at", Instant.class)),
                row.get("archived_at", Instant.class));
    }

    /** As of the row's own last change. */
    public RoomState state() {
        return new RoomState(id, name, title, topic, kind, owner, lastSeq, stateRevision, createdAt, archivedAt);
    }

    RoomRow counting(long newLastSeq, long newRevision) {
        return new RoomRow(
                id, name, title, topic, kind, owner, newLastSeq, newRevision, stateRevision, createdAt, archivedAt);
    }

    RoomRow edited(Write.Settings write, long newRevision) {
        return new RoomRow(
                id,
                write.name() == null ? name : write.name().value(),
                write.title() == null ? title : write.title(),
                write.topic() == null ? topic : write.topic(),
                kind,
                owner,
                lastSeq,
                newRevision,
                newRevision,
                createdAt,
                archivedAt);
    }

    RoomRow archived(Instant now, long newRevision) {
        return new RoomRow(id, name, title, topic, kind, owner, lastSeq, newRevision, newRevision, createdAt, now);
    }

    RoomRow ownedBy(Actor newOwner, long newRevision) {
        return new RoomRow(
                id,
                name,
                title,
                topic,
                kind,
                newOwner.username(),
                lastSeq,
                newRevision,
                newRevision,
                createdAt,
                archivedAt);
    }

    boolean sameWords(RoomRow other) {
        return Objects.equals(name, other.name) && title.equals(other.title) && topic.equals(other.topic);
    }

    public boolean archived() {
        return archivedAt != null;
    }

    public Standing standing(@Nullable Role role) {
        return new Standing(id, kind, archived(), role);
    }
}
