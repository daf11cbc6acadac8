package chat.parley.push;

import chat.parley.room.Membership;
import chat.parley.room.NotificationLevel;
import chat.parley.roomlog.state.RoomKind;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reads the messages of which members want to be notified. Callers have checked that the member may read the room. */
@Repository
class UnreadMessages {

    /**
     * Changes of a message that is neither newer than the one that is shown nor newly mentions the account, such as
     * reactions, are no news.
     */
    private static final String NEWEST = """
            select k.seq, k.text, k.files, k.mentioned, k.written_at, k.display_name,
                min(k.written_at) over () as first_written_at
            from (
                select m.seq, m.text, m.files, coalesce(m.edited_at, m.created_at) as written_at, a.display_name,
                    case when exists (select 1 from mention n where n.room_id = m.room_id and n.seq = m.seq
                        and n.account_id in (0, :account)) then true else false end as mentioned,
                    case when exists (select 1 from mention n where n.room_id = m.room_id and n.seq = m.seq
                        and n.account_id in (0, :account) and n.edit_revision > :after
                        and (m.seq > :read or n.edit_revision > :readRevision)) then true else false end as late
                from message m join account a on a.id = m.author_id
                where m.room_id = :room and m.revision > :after and m.revision <= :head and m.author_id <> :account
                    and m.deleted_at is null
            ) k
            where k.written_at > :since and (k.late or k.seq > :read and k.seq > :shown and (:all or k.mentioned))
            order by k.seq desc limit 1""";

    private static final String ONE = """
            select m.seq, m.text, m.files, coalesce(m.edited_at, m.created_at) as written_at, a.display_name,
                case when exists (select 1 from mention n where n.room_id = m.room_id and n.seq = m.seq
                    and n.account_id in (0, :account)) then true else false end as mentioned,
                coalesce(m.edited_at, m.created_at) as first_written_at
            from message m join account a on a.id = m.author_id
            where m.room_id = :room and m.seq = :seq and m.deleted_at is null""";

    private static final String READ_REVISION =
            "select coalesce(read_revision, 0) as revision from member where room_id = :room and account_id = :account";

    private final DatabaseClient database;

    UnreadMessages(DatabaseClient database) {
        this.database = database;
    }

    /**
     * @param text null for a message of files alone
     * @param files whether it has files
     * @param writtenAt when its text was written
     * @param firstWrittenAt when the first message was written that this one follows without having been considered
     */
    record Found(
            long seq,
            @Nullable String text,
            boolean files,
            boolean mentioned,
            Instant writtenAt,
            Instant firstWrittenAt,
            String author) {}

    /** Returns the newest message that the subscription does not know; empty if there is none. */
    Mono<Found> newest(PushSubscription subscription, Membership member, FollowedRooms.Position position) {
        if (level(member) == NotificationLevel.NONE) {
            return Mono.empty();
        }
        Long shown = position.shownSeq();
        String room = member.room().id();
        return readRevision(room, subscription.account())
                .flatMap(readRevision -> database.sql(NEWEST)
                        .bind("room", room)
                        .bind("account", subscription.account())
                        .bind("after", position.revision())
                        .bind("head", member.room().revision())
                        .bind("read", member.readSeq())
                        .bind("readRevision", readRevision)
                        .bind("shown", shown == null ? 0L : shown)
                        .bind("since", subscription.createdAt())
                        .bind("all", level(member) == NotificationLevel.ALL)
                        .map(UnreadMessages::found)
                        .one());
    }

    /** Returns a message; empty if it is deleted. */
    Mono<Found> find(String room, long seq, long account) {
        return database.sql(ONE)
                .bind("room", room)
                .bind("seq", seq)
                .bind("account", account)
                .map(UnreadMessages::found)
                .one();
    }

    private Mono<Long> readRevision(String room, long account) {
        return database.sql(READ_REVISION)
                .bind("room", room)
                .bind("account", account)
                .map(row -> Objects.requireNonNull(row.get("revision", Long.class)))
                .one();
    }

    private static NotificationLevel level(Membership member) {
        NotificationLevel level = member.preferences().level();
        if (level != null) {
            return level;
        }
        return member.room().kind() == RoomKind.DIRECT ? NotificationLevel.ALL : NotificationLevel.MENTIONS;
    }

    private static Found found(Readable row) {
        return new Found(
                Objects.requireNonNull(row.get("seq", Long.class)),
                row.get("text", String.class),
                row.get("files") != null,
                Boolean.TRUE.equals(row.get("mentioned", Boolean.class)),
                Objects.requireNonNull(row.get("written_at", Instant.class)),
                Objects.requireNonNull(row.get("first_written_at", Instant.class)),
                Objects.requireNonNull(row.get("display_name", String.class)));
    }
}
