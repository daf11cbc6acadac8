package chat.parley.message;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.http.Refusal;
import chat.parley.roomlog.state.MemberState;
import chat.parley.roomlog.state.Role;
import chat.parley.roomlog.state.RoomKind;
import chat.parley.roomlog.state.RoomState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class SnapshotCacheTest {

    private static final int MAX_CHANGES = 10;
    private static final RoomState STATE = new RoomState(
            "room", "room", "Room", "", RoomKind.PUBLIC, null, null, 0, 0, Instant.EPOCH, null, List.of(), true);

    private final List<String> wentBack = new ArrayList<>();
    private final SnapshotCache shared =
            new SnapshotCache(MAX_CHANGES, epoch -> Mono.fromRunnable(() -> wentBack.add(epoch)));
    private final List<Long> reads = new ArrayList<>();
    private long head = 100;

    /** A log in which member number r changed at revision r. */
    private final LongFunction<Mono<Snapshot>> log = after -> Mono.fromSupplier(() -> {
        reads.add(after);
        boolean tooMuch = head - after > MAX_CHANGES;
        return snapshot(tooMuch ? head - 2 : after, tooMuch);
    });

    @Test
    void concurrentRequestsShareOneRead() {
        Sinks.One<Snapshot> answer = Sinks.one();
        LongFunction<Mono<Snapshot>> slow = after -> answer.asMono().doOnSubscribe(begun -> reads.add(after));
        List<Mono<Snapshot>> asked = LongStream.range(0, 100)
                .mapToObj(i -> shared.since("epoch", "room", 95, 100, slow).cache())
                .toList();
        asked.forEach(Mono::subscribe);
        answer.tryEmitValue(snapshot(95, false));

        assertThat(asked).allSatisfy(one -> assertThat(revisions(one)).containsExactly(96L, 97L, 98L, 99L, 100L));
        assertThat(reads).containsExactly(95L);
    }

    @Test
    void retryAfterFailureStartsNewRead() {
        Sinks.One<Snapshot> failing = Sinks.one();
        LongFunction<Mono<Snapshot>> source = after -> Mono.defer(() -> {
            reads.add(after);
            return reads.size() == 1 ? failing.asMono() : Mono.just(snapshot(after, false));
        });
        List<Snapshot> found = new ArrayList<>();
        shared.since("epoch", "room", 95, 100, source).retry(1).subscribe(found::add);

        failing.tryEmitError(new IllegalStateException("Failed"));

        assertThat(found).hasSize(1);
        assertThat(reads).containsExactly(95L, 95L);
    }

    @Test
    void clientsWithDifferentRevisionsGetTheirMissingChanges() {
        for (long held : new long[] {97, 95, 99, 91, 100, 93}) {
            assertThat(revisions(since(held)))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(held + 1, 100).boxed().toList());
        }
        assertThat(reads).containsExactly(97L, 90L);
    }

    @Test
    void outdatedResultIsReadAgain() {
        assertThat(revisions(since(98))).containsExactly(99L, 100L);
        head = 101;
        assertThat(revisions(since(98))).containsExactly(99L, 100L, 101L);
        assertThat(now(shared.newest("epoch", "room", 100, log.apply(95))).revision())
                .isEqualTo(101);
        head = 102;
        assertThat(now(shared.newest("epoch", "room", 102, log.apply(95))).revision())
                .isEqualTo(102);
    }

    @Test
    void onlyClientsMissingTooMuchAreReset() {
        assertThat(now(since(5)).reset()).isTrue();
        assertThat(now(since(99)).reset()).isFalse();
        assertThat(revisions(since(99))).containsExactly(100L);
        assertThat(now(since(5)).reset()).isTrue();
    }

    @Test
    void clientAheadOfRoomIsReset() {
        LongFunction<Mono<Snapshot>> other = after -> Mono.fromSupplier(() -> snapshot(0, after > head));
        assertThat(now(shared.since("epoch", "room", 95, 100, other)).reset()).isFalse();
        assertThat(now(shared.since("epoch", "room", 120, 100, other)).reset()).isTrue();
    }

    @Test
    void lostRevisionIsReportedAndReadOnce() {
        StepVerifier.create(shared.since("epoch", "room", 95, 104, log)).verifyError(Refusal.class);
        StepVerifier.create(shared.newest("epoch", "room", 104, log.apply(95))).verifyError(Refusal.class);
        assertThat(reads).hasSize(2);
        assertThat(wentBack).containsExactly("epoch", "epoch");
    }

    @Test
    void otherEpochIsReadSeparately() {
        assertThat(revisions(since(98))).containsExactly(99L, 100L);
        assertThat(revisions(shared.since("other", "room", 98, 100, log))).containsExactly(99L, 100L);
        assertThat(reads).containsExactly(98L, 98L);
    }

    @Test
    void failureIsNotCached() {
        StepVerifier.create(
                        shared.since("epoch", "room", 95, 100, after -> Mono.error(new IllegalStateException("gone"))))
                .verifyError(IllegalStateException.class);
        StepVerifier.create(shared.since("epoch", "room", 95, 100, after -> Mono.empty()))
                .verifyComplete();
        assertThat(revisions(since(99))).containsExactly(100L);
    }

    private Mono<Snapshot> since(long held) {
        return shared.since("epoch", "room", held, head, log);
    }

    private static Snapshot now(Mono<Snapshot> snapshot) {
        return Objects.requireNonNull(snapshot.block());
    }

    private static List<Long> revisions(Mono<Snapshot> snapshot) {
        return now(snapshot).members().stream().map(MemberState::revision).toList();
    }

    private Snapshot snapshot(long after, boolean reset) {
        List<MemberState> members = LongStream.rangeClosed(after + 1, head)
                .mapToObj(SnapshotCacheTest::member)
                .toList();
        return new Snapshot("epoch", head, 0, STATE, List.of(), members, List.of(), reset);
    }

    private static MemberState member(long revision) {
        return new MemberState("person" + revision, "Person", null, Role.MEMBER, true, false, revision);
    }
}
