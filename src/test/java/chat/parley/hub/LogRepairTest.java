package chat.parley.hub;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.http.FailureLog;
import chat.parley.roomlog.ChangeCodec;
import chat.parley.roomlog.Changes;
import chat.parley.roomlog.EncodedChange;
import chat.parley.roomlog.RoomRow;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.MemberState;
import chat.parley.roomlog.state.Role;
import chat.parley.roomlog.state.RoomKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

class LogRepairTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final ChangeCodec codec = new ChangeCodec(JsonMapper.builder().build());

    /** The revision of the room in the log at each read. */
    private final Queue<Long> stored = new ConcurrentLinkedQueue<>();

    private final LogRepair repair =
            new LogRepair(this::after, new HubMeters(new SimpleMeterRegistry()), new FailureLog(Clock.systemUTC()));
    private final LiveRoom room = new LiveRoom("r", codec, repair, () -> Window.MAX_BYTES);

    @Test
    void gapNarrowedByReadIsReadAgain() {
        stored.addAll(List.of(2L, 4L));
        room.start(0);

        room.receive(List.of(entry(5)));

        Awaitility.await().atMost(TIMEOUT).until(() -> room.head() == 5);
    }

    @Test
    void gapUnchangedByCompleteReadIsDiscarded() {
        stored.add(0L);
        room.start(0);

        room.receive(List.of(entry(5)));

        Awaitility.await().atMost(TIMEOUT).until(() -> !room.gap());
        assertThat(room.head()).isZero();
    }

    private Mono<Changes.Page> after(String of, long revision, int limit) {
        return Mono.fromSupplier(() -> page(revision, stored.remove())).subscribeOn(Schedulers.parallel());
    }

    private static Changes.Page page(long after, long head) {
        RoomRow row = new RoomRow(
                "r",
                RoomKind.PUBLIC,
                null,
                Instant.EPOCH,
                new RoomRow.Settings("r", List.of(), "", "", true),
                null,
                new RoomRow.Counters(0, head, 0),
                null);
        List<Change> changes = LongStream.rangeClosed(after + 1, head)
                .mapToObj(LogRepairTest::change)
                .toList();
        return new Changes.Page(row, head, false, changes);
    }

    private EncodedChange entry(long revision) {
        return codec.encode(change(revision));
    }

    private static Change change(long revision) {
        return new MemberState("ann", "ann", null, Role.MEMBER, true, false, revision);
    }
}
