package chat.parley.search;

import chat.parley.database.TransientFailures;
import chat.parley.text.Folding;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Folds texts for search that were stored without this version's rule, by former versions or by their nodes during a
 * rolling upgrade. Until then a search folds them in memory.
 */
@Repository
class FoldingMigration {

    private static final int BATCH_SIZE = 500;

    /** Leaves the database capacity for other work. */
    private static final Duration PAUSE = Duration.ofMillis(10);

    private static final String NEXT = """
            select m.room_id, m.seq, m.revision, m.text from message m
            where m.room_id >= :room and (m.room_id > :room or m.seq > :seq) and\s""" + SearchScope.OUTDATED + " order by m.room_id, m.seq limit " + BATCH_SIZE;

    /** Skips messages that have changed meanwhile; they were folded by their writer or are left to the next round. */
    private static final String STORE = """
            merge into message m
            using (select * from unnest(cast(:rooms as varchar array), cast(:seqs as bigint array),
                cast(:revisions as bigint array), cast(:texts as varchar array))
                as x(room_id, seq, revision, folded)) k
            on (m.room_id = k.room_id and m.seq = k.seq)
            when matched and m.revision = k.revision
                then update set search_text = nullif(k.folded, ''), search_revision = k.revision,
                search_rule =\s""" + Folding.RULE;

    private final DatabaseClient database;

    FoldingMigration(DatabaseClient database) {
        this.database = database;
    }

    /** Folds all outdated texts in batches. */
    Mono<Void> all() {
        return after("", 0)
                .expand(last -> after(last.room(), last.seq()).delaySubscription(PAUSE))
                .then();
    }

    /** @return the last message of the batch; empty after the last batch */
    private Mono<Unfolded> after(String room, long seq) {
        return database.sql(NEXT)
                .bind("room", room)
                .bind("seq", seq)
                .map(FoldingMigration::unfolded)
                .all()
                .collectList()
                .filter(batch -> !batch.isEmpty())
                .delayUntil(this::store)
                .map(batch -> batch.get(batch.size() - 1));
    }

    private Mono<Void> store(List<Unfolded> batch) {
        return database.sql(STORE)
                .bind("rooms", column(batch, Unfolded::room, String[]::new))
                .bind("seqs", column(batch, Unfolded::seq, Long[]::new))
                .bind("revisions", column(batch, Unfolded::revision, Long[]::new))
                .bind("texts", column(batch, Unfolded::folded, String[]::new))
                .then()
                .retryWhen(TransientFailures.retry());
    }

    private static <T> T[] column(List<Unfolded> batch, Function<Unfolded, T> column, IntFunction<T[]> array) {
        return batch.stream().map(column).toArray(array);
    }

    private static Unfolded unfolded(Readable row) {
        return new Unfolded(
                Objects.requireNonNull(row.get("room_id", String.class)),
                Objects.requireNonNull(row.get("seq", Long.class)),
                Objects.requireNonNull(row.get("revision", Long.class)),
                row.get("text", String.class));
    }

    private record Unfolded(
            String room, Long seq, Long revision, @Nullable String text) {

        /** Returns an empty string for a deleted text, because the arrays hold no nulls. */
        String folded() {
            return text == null ? "" : Folding.fold(text);
        }
    }
}
