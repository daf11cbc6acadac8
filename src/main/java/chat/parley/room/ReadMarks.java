package chat.parley.room;

import chat.parley.batch.GroupCommit;
import chat.parley.database.TransientFailures;
import chat.parley.http.FailureLog;
import chat.parley.http.Refusal;
import chat.parley.room.ReadMarkRows.Key;
import chat.parley.room.ReadMarkRows.Position;
import chat.parley.roomlog.state.RoomId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Stores how far each member has read. A mark moves back only on request. Marks are private to the account and so take
 * no revision.
 *
 * <p>Marks that arrive while others are being stored are combined into one statement, with the effect of applying them
 * in the order in which they arrived. Cancellation cancels the answer, not the write.
 */
@Component
public class ReadMarks {

    private static final int CAPACITY = 50_000;
    private static final int MAX_BATCH = 1_000;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final GroupCommit<Mark> queue = new GroupCommit<>(CAPACITY, MAX_BATCH, this::commit);
    private final ReadMarkRows rows;
    private final RoomAccess access;
    private final FailureLog failures;

    ReadMarks(ReadMarkRows rows, RoomAccess access, FailureLog failures) {
        this.rows = rows;
        this.access = access;
        this.failures = failures;
    }

    /**
     * Completes when the mark is stored. Refused if no message has the number {@code seq}, or if the account is not a
     * member; with {@code room_not_found} if it may not know of the room.
     */
    public Mono<Void> mark(String room, long account, long seq) {
        return mark(room, account, seq, false);
    }

    /**
     * Marks all messages after {@code seq} as unread; with 0, all messages. Otherwise like {@link #mark(String, long,
     * long)}.
     */
    public Mono<Void> moveBack(String room, long account, long seq) {
        return mark(room, account, seq, true);
    }

    private Mono<Void> mark(String room, long account, long seq, boolean back) {
        return Mono.defer(() -> {
            if (seq < (back ? 0 : 1)) {
                throw outOfRange();
            }
            Mark mark = new Mark(new Key(room, account), seq, back, Sinks.empty());
            return queue.offer(mark) ? mark.answer().asMono() : Mono.error(Refusal.overloaded(RETRY_AFTER));
        });
    }

    private Mono<Void> commit(List<Mark> marks) {
        return rows.positions(marks.stream().map(Mark::key).distinct().toList())
                .flatMap(positions -> store(accepted(marks, positions), positions))
                .retryWhen(TransientFailures.retry())
                .onErrorResume(failure -> Mono.fromRunnable(() -> fail(marks, failure)));
    }

    private List<Mark> accepted(List<Mark> marks, Map<Key, Position> positions) {
        List<Mark> accepted = new ArrayList<>();
        for (Mark mark : marks) {
            try {
                check(mark, positions.get(mark.key()));
                accepted.add(mark);
            } catch (Refusal refusal) {
                mark.answer().tryEmitError(refusal);
            }
        }
        return accepted;
    }

    private void check(Mark mark, @Nullable Position position) {
        if (position == null) {
            throw RoomId.notFound();
        }
        access.mayMark(position.subject());
        if (mark.seq() > position.lastSeq()) {
            throw outOfRange();
        }
    }

    private Mono<Void> store(List<Mark> marks, Map<Key, Position> positions) {
        TreeMap<Key, ReadMove> moves = new TreeMap<>();
        for (Mark mark : marks) {
            Position position = Objects.requireNonNull(positions.get(mark.key()));
            ReadMove before = moves.getOrDefault(mark.key(), ReadMove.none(position.revision()));
            moves.put(mark.key(), mark.back() ? before.back(mark.seq()) : before.forward(mark.seq()));
        }
        return rows.store(moves)
                .doOnSuccess(stored -> marks.forEach(mark -> mark.answer().tryEmitEmpty()));
    }

    private void fail(List<Mark> marks, Throwable failure) {
        failures.add(marks.size() + " read marks could not be stored", failure);
        marks.forEach(mark -> mark.answer().tryEmitError(Refusal.unavailable(RETRY_AFTER)));
    }

    private static Refusal outOfRange() {
        return Refusal.field("seq", "out_of_range", "No message has this number.");
    }

    private record Mark(Key key, long seq, boolean back, Sinks.Empty<Void> answer) {}
}
