package chat.parley.search;

import chat.parley.message.LocatedMessage;
import chat.parley.room.ReadableRooms;
import chat.parley.roomlog.MessageRow;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Reads matching messages from newest to oldest. The statements apply every condition, including access, except for the
 * terms in texts that are not folded; callers match those.
 */
@Repository
class SearchRows {

    private static final String ROWS = "select " + LocatedMessage.COLUMNS + " from ";

    /** Left joins make H2 start with the messages; otherwise it would read them room by room. */
    private static final String JOINS =
            " left join room r on r.id = m.room_id left join account a on a.id = m.author_id" + ReadableRooms.JOIN
                    + "where ";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    SearchRows(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /** Returns the position {@code messages} further back; empty if there are fewer. */
    Mono<SearchPosition> back(SearchScope scope, SearchPosition from, int messages) {
        String sql = "select m.created_at, m.room_id, m.seq from message m where " + scope.before()
                + scope.newestFirst() + "limit 1 offset :skip";
        return scope.bindFrom(database.sql(sql), from)
                .bind("skip", messages - 1)
                .map(SearchRows::position)
                .one();
    }

    /** Returns at most {@code limit} candidates between two positions, including the second one's message. */
    Mono<List<Hit>> between(SearchScope scope, SearchPosition from, SearchPosition to, int limit) {
        String sql = ROWS + "message m" + JOINS + scope.before() + scope.backTo() + scope.matching() + scope.readable()
                + scope.newestFirst() + "limit :limit";
        return hits(scope.bindTo(scope.bindFrom(database.sql(sql), from), to), scope, limit);
    }

    /**
     * Returns candidates before a position by the trigram index, which is fast for rare terms. Fails when the time is
     * up.
     */
    Mono<List<Hit>> indexed(SearchScope scope, SearchPosition from, int limit, Duration time) {
        String sql =
                "with k as materialized (select m.room_id, m.seq from message m where true" + scope.matching() + ") "
                        + ROWS + "k join message m on m.room_id = k.room_id and m.seq = k.seq" + JOINS + scope.before()
                        + scope.readable() + scope.newestFirst() + "limit :limit";
        return database.sql("select set_config('statement_timeout', :time, true)")
                .bind("time", String.valueOf(time.toMillis()))
                .fetch()
                .one()
                .then(hits(scope.bindFrom(database.sql(sql), from), scope, limit))
                .as(transaction::transactional);
    }

    private static Mono<List<Hit>> hits(GenericExecuteSpec sql, SearchScope scope, int limit) {
        return scope.bindMatching(sql)
                .bind("limit", limit)
                .map(SearchRows::hit)
                .all()
                .collectList();
    }

    private static Hit hit(Readable row) {
        return new Hit(SearchPosition.before(MessageRow.of(row)), LocatedMessage.of(row));
    }

    private static SearchPosition position(Readable row) {
        return new SearchPosition(
                Objects.requireNonNull(row.get("created_at", Instant.class)),
                Objects.requireNonNull(row.get("room_id", String.class)),
                Objects.requireNonNull(row.get("seq", Long.class)));
    }

    record Hit(SearchPosition position, LocatedMessage message) {}
}
