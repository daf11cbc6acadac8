package chat.parley.message;

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
 * Folds texts that were not folded by the rule of this version when they were written: those of former versions, and of
 * their nodes beside this one. Until then a search reads them in Java.
 */
@Repository
class Refolding {

    private static final int BATCH = 500;

    /** Others want to work, too. */
    private static final Duration PAUSE = Duration.ofMillis(10);

    private static final String NEXT = """
            select m.room_id, m.seq, m.revision, m.text from message m
            where m.room_id >= :room and (m.room_id > :room or m.seq > :seq) and\s""" + SearchScope.OUTDATED + " order by m.room_id, m.seq limit " + BATCH;

    /** Whatever was changed meanwhile is left to who changed it, or to the next time. */
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

    Refolding(DatabaseClient database) {
        this.database = database;
    }

    /** Folds all of them, a bounded number in each statement. */
    Mono<Void> all() {
        return after("", 0)
                .expand(last -> after(last.room(), last.seq()).delaySubscription(PAUSE))
                .then();
    }

    /** @return the last one of a batch; empty if there is none behind */
    private Mono<Unfolded> after(String room, long seq) {
        return database.sql(NEXT)
                .bind("room", room)
                .bind("seq", seq)
                .map(Refolding::unfolded)
                .all()
                .collectList()
                .filter(some -> !some.isEmpty())
                .delayUntil(this::store)
                .map(some -> some.get(some.size() - 1));
    }

    private Mono<Void> store(List<Unfolded> some) {
        return database.sql(STORE)
                .bind("rooms", column(some, Unfolded::room, String[]::new))
                .bind("seqs", column(some, Unfolded::seq, Long[]::new))
                .bind("revisions", column(some, Unfolded::revision, Long[]::new))
                .bind("texts", column(some, Unfolded::folded, String[]::new))
                .then()
                .retryWhen(TransientFailures.retry());
    }

    private static <T> T[] column(List<Unfolded> some, Function<Unfolded, T> column, IntFunction<T[]> array) {
        return some.stream().map(column).toArray(array);
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

        /** Empty for what is gone: the arrays hold no nulls. */
        String folded() {
            return text == null ? "" : Folding.fold(text);
        }
    }
}
