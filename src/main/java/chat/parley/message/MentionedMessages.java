package chat.parley.message;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * The messages that mention an account, by name or with everybody, the newest first, in rooms of which it is a member.
 */
@Repository
class MentionedMessages {

    private static final String BY_NAME = """
            (select n.id, n.room_id, n.seq from mention n
            join member b on b.room_id = n.room_id and b.account_id = :account and b.left_at is null
            where n.account_id = :account and n.id < :before
            order by n.account_id desc, n.id desc limit :limit)""";

    /** Mentions of everybody count for accounts that were members at the time. */
    private static final String HERE = """
            (select n.id, n.room_id, n.seq from mention n
            join member b on b.room_id = n.room_id and b.account_id = :account and b.left_at is null
            join message h on h.room_id = n.room_id and h.seq = n.seq
                and h.created_at >= b.joined_at and h.author_id <> :account
            where n.account_id = 0 and n.id < :before
            order by n.account_id desc, n.id desc limit :limit)""";

    private static final String NEWEST = """
            select %s, k.id as mention
            from (%s union all %s) k
            join room r on r.id = k.room_id
            join message m on m.room_id = k.room_id and m.seq = k.seq and m.deleted_at is null
            join account a on a.id = m.author_id
            order by k.id desc limit :limit""".formatted(LocatedMessage.COLUMNS, BY_NAME, HERE);

    private final DatabaseClient database;

    MentionedMessages(DatabaseClient database) {
        this.database = database;
    }

    /** @param before the start of the page: the mark of the last item of the previous page */
    Mono<List<Mentioned>> newest(long account, long before, int limit) {
        return database.sql(NEWEST)
                .bind("account", account)
                .bind("before", before)
                .bind("limit", limit)
                .map(MentionedMessages::mentioned)
                .all()
                .collectList();
    }

    private static Mentioned mentioned(Readable row) {
        return new Mentioned(Objects.requireNonNull(row.get("mention", Long.class)), LocatedMessage.of(row));
    }

    /** @param mark an opaque value that increases with time */
    record Mentioned(long mark, LocatedMessage message) {}
}
