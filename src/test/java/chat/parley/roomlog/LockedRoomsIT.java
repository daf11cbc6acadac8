package chat.parley.roomlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.http.Refusal;
import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.MessageState;
import chat.parley.roomlog.state.RoomKind;
import chat.parley.roomlog.state.RoomName;
import chat.parley.roomlog.state.RoomState;
import chat.parley.support.SharedServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A room that another transaction has locked, or a write that the database rejects, does not delay other rooms. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class LockedRoomsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final LogNode node;
    private final Actor ada;
    private final String locked;
    private final List<String> free;
    private Connection outside;

    LockedRoomsIT(SharedServer server) {
        node = new LogNode(server.server());
        ada = node.actor("ada");
        locked = node.room(ada);
        free = IntStream.range(0, 5).mapToObj(i -> node.room(ada)).toList();
    }

    @BeforeEach
    void lock() {
        outside = Objects.requireNonNull(
                node.server().bean(ConnectionPool.class).create().block(LogNode.TIMEOUT));
        Mono.from(outside.beginTransaction())
                .thenMany(outside.createStatement("select id from room where id = '" + locked + "' for update")
                        .execute())
                .flatMap(result -> result.map(row -> row.get(0)))
                .blockLast(LogNode.TIMEOUT);
    }

    @AfterEach
    void unlock() {
        Mono.from(outside.rollbackTransaction())
                .then(Mono.from(outside.close()))
                .block(LogNode.TIMEOUT);
    }

    @Test
    void lockedRoomDoesNotDelayOtherRoomsInBatch() {
        TestLog log = new TestLog(node.server(), 1, 10_000);
        List<Change> before = new ArrayList<>();
        Mono<List<Change>> inLocked =
                posts(log, locked, 20).doOnNext(before::addAll).cache();
        inLocked.subscribe();

        List<Change> posted = Flux.fromIterable(free)
                .flatMap(room -> posts(log, room, 20))
                .flatMapIterable(changes -> changes)
                .collectList()
                .block(LogNode.TIMEOUT);

        assertThat(posted).hasSize(100);
        assertThat(before).isEmpty();
        Mono.from(outside.rollbackTransaction()).block(LogNode.TIMEOUT);
        assertThat(inLocked.block(LogNode.TIMEOUT))
                .extracting(change -> ((MessageState) change).text())
                .isEqualTo(texts(20));
        assertThat(LogNode.await(node.changes().after(locked, 2, 100)).changes())
                .extracting(change -> change instanceof MessageState message ? message.text() : "")
                .isEqualTo(texts(20));
    }

    @Test
    void writesToPermanentlyLockedRoomAreRefusedInTime() {
        TestLog log = new TestLog(node.server(), 1, 10_000, TIMEOUT);

        assertThatThrownBy(() -> posts(log, locked, 3).block(LogNode.TIMEOUT))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(Refusal.Code.UNAVAILABLE));
        assertThat(posts(log, free.get(0), 3).block(LogNode.TIMEOUT)).hasSize(3);
    }

    @Test
    void missingRoomIsNotFoundWhileAnotherIsLocked() {
        TestLog log = new TestLog(node.server(), 1, 10_000);
        posts(log, locked, 3).onErrorComplete().subscribe();

        assertThatThrownBy(() -> posts(log, "nowhere", 1).block(LogNode.TIMEOUT))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(Refusal.Code.ROOM_NOT_FOUND));
    }

    @Test
    void renameToTakenNameRepeatsNoTransaction() {
        TestLog log = new TestLog(node.server(), 1, 10_000);
        RoomState other = node.create(ada, "taken-" + LogNode.nonce().substring(0, 8), RoomKind.PUBLIC);
        Write rename = new RoomWrite.Settings(ada, RoomName.of(Objects.requireNonNull(other.name())), null, null);
        double failed = failedTransactions();

        List<Change> posted = Flux.range(0, 50)
                .flatMap(i -> Flux.merge(
                        post(log, free.get(i % 4), "text " + i),
                        log.log().write(free.get(4), rename).onErrorResume(Refusal.class, refusal -> Mono.empty())))
                .collectList()
                .block(LogNode.TIMEOUT);

        assertThat(posted).hasSize(50);
        assertThat(failedTransactions()).isEqualTo(failed);
    }

    @Test
    void secondRenameToSameNameInBatchIsRefused() {
        TestLog log = new TestLog(node.server(), 1, 10_000);
        String name = "new-" + LogNode.nonce().substring(0, 8);
        double failed = failedTransactions();

        List<String> outcomes = Flux.fromIterable(free)
                .flatMap(room -> log.log()
                        .write(room, new RoomWrite.Settings(ada, RoomName.of(name), null, null))
                        .map(change -> "renamed")
                        .onErrorResume(
                                Refusal.class,
                                refusal -> Mono.just(refusal.code().name())))
                .collectList()
                .block(LogNode.TIMEOUT);

        assertThat(outcomes).containsOnlyOnce("renamed").contains("ROOM_EXISTS").hasSize(5);
        assertThat(failedTransactions()).isEqualTo(failed);
    }

    private double failedTransactions() {
        return node.server()
                .bean(MeterRegistry.class)
                .get("parley.log.transactions")
                .tag("outcome", "failed")
                .timer()
                .count();
    }

    private Mono<List<Change>> posts(TestLog log, String room, int count) {
        return Flux.fromIterable(texts(count))
                .flatMapSequential(text -> post(log, room, text))
                .collectList();
    }

    private Mono<Change> post(TestLog log, String room, String text) {
        return log.log().write(room, new MessageWrite.Post(ada, LogNode.nonce(), text, null));
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "text " + i).toList();
    }
}
