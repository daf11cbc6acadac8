package chat.parley.message;

import chat.parley.room.ReadableRooms;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The pinned messages of a room, and the messages that an account has saved for itself. */
@Repository
class MarkedMessages {

    private static final String PINNED = """
            select %s from pin p
            join room r on r.id = p.room_id
            join message m on m.room_id = p.room_id and m.seq = p.seq and m.deleted_at is null
            join account a on a.id = m.author_id
            where p.room_id = :room order by p.pinned_at desc, p.seq desc""".formatted(LocatedMessage.COLUMNS);

    /** Leaves out what the account may no longer read. */
    private static final String SAVED =
            """
            select %s, s.id as mark from saved_message s
            join room r on r.id = s.room_id %s
            join message m on m.room_id = s.room_id and m.seq = s.seq and m.deleted_at is null
            join account a on a.id = m.author_id
            where s.account_id = :account and s.id < :before and %s
            order by s.account_id desc, s.id desc limit :limit""".formatted(LocatedMessage.COLUMNS, ReadableRooms.JOIN, ReadableRooms.CONDITION);

    private static final String SAVE = """
            insert into saved_message (account_id, room_id, seq)
            select :account, m.room_id, m.seq from message m
            where m.room_id = :room and m.seq = :seq and m.deleted_at is null""";

    private static final String REMOVE =
            "delete from saved_message where account_id = :account and room_id = :room and seq = :seq";

    private static final String COUNT = "select count(*) as saved from saved_message where account_id = :account";

    private final DatabaseClient database;

    MarkedMessages(DatabaseClient database) {
        this.database = database;
    }

    /** Returns the pinned messages of a room, most recently pinned first. */
    Mono<List<LocatedMessage>> pinned(String room) {
        return database.sql(PINNED)
                .bind("room", room)
                .map(LocatedMessage::of)
                .all()
                .collectList();
    }

    /** @param before the start of the page: the mark of the last item of the previous page */
    Mono<List<Saved>> saved(long account, long before, int limit) {
        return database.sql(SAVED)
                .bind("account", account)
                .bind("before", before)
                .bind("limit", limit)
                .map(MarkedMessages::savedMessage)
                .all()
                .collectList();
    }

    private static Saved savedMessage(Readable row) {
        return new Saved(Objects.requireNonNull(row.get("mark", Long.class)), LocatedMessage.of(row));
    }

    /**
     * Saves a message for an account. Fails with a {@link org.springframework.dao.DataIntegrityViolationException} if
     * it is saved already.
     *
     * @return whether the message exists
     */
    Mono<Boolean> save(long account, String room, long seq) {
        return database.sql(SAVE)
                .bind("account", account)
                .bind("room", room)
                .bind("seq", seq)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    Mono<Void> remove(long account, String room, long seq) {
        return database.sql(REMOVE)
                .bind("account", account)
                .bind("room", room)
                .bind("seq", seq)
                .then();
    }

    Mono<Long> count(long account) {
        return database.sql(COUNT)
                .bind("account", account)
                .map(row -> Objects.requireNonNull(row.get("saved", Long.class)))
                .one();
    }

    /** @param mark an opaque value that increases with time */
    record Saved(long mark, LocatedMessage message) {}
}
