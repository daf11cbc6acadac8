package chat.parley.hub;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.roomlog.ChangeCodec;
import chat.parley.roomlog.Changes;
import chat.parley.roomlog.EncodedChange;
import chat.parley.roomlog.RoomRow;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.MemberState;
import chat.parley.roomlog.state.MessageState;
import chat.parley.roomlog.state.Role;
import chat.parley.roomlog.state.RoomKind;
import chat.parley.transport.FrameBatch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class LiveRoomTest {

    private final ChangeCodec codec = new ChangeCodec(JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build());
    private final RecordedRepair repair = new RecordedRepair();
    private final LiveRoom room = new LiveRoom("r", codec, repair, () -> Window.MAX_BYTES);

    @Test
    void reorderedAndRepeatedChangesAreDeliveredOnceInOrder() {
        long seed = System.nanoTime();
        System.out.println("LiveRoomTest: seed=" + seed);
        room.start(0);
        RecordingReader reader = join("ann", 0);
        List<EncodedChange> entries = new ArrayList<>(posts(1, 200));
        entries.addAll(posts(50, 150));
        Collections.shuffle(entries, new Random(seed));
        entries.forEach(entry -> room.receive(List.of(entry)));
        assertThat(reader.delivered)
                .isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
    }

    @Test
    void earlyChangesAreDeliveredWhenRoomIsLive() {
        RecordingReader reader = join("ann", 3);
        room.receive(posts(3, 5));
        assertThat(reader.delivered).isEmpty();
        room.start(3);
        assertThat(reader.delivered).containsExactly(4L, 5L);
    }

    @Test
    void gapIsFilledFromLogBeforeLaterChangesAreDelivered() {
        room.start(0);
        RecordingReader reader = join("ann", 0);
        room.receive(posts(1, 1));
        room.receive(posts(4, 4));
        assertThat(repair.repairs).isEqualTo(1);
        assertThat(reader.delivered).containsExactly(1L);
        room.repaired(page(3, post(2), post(3)));
        assertThat(reader.delivered).containsExactly(1L, 3L, 4L);
        assertThat(room.gap()).isFalse();
    }

    @Test
    void removedReaderStopsAtItsRemovalAndOthersContinue() {
        room.start(0);
        RecordingReader ann = join("ann", 0);
        RecordingReader bob = join("bob", 0);
        room.receive(posts(1, 1));
        room.receive(List.of(codec.encode(removal("bob", 2))));
        room.receive(posts(3, 4));
        assertThat(ann.delivered).containsExactly(1L, 2L, 3L, 4L);
        assertThat(bob.delivered).containsExactly(1L, 2L);
        assertThat(bob.cursor.ended()).isTrue();
    }

    @Test
    void logPageIsSplitAtRemoval() {
        room.start(0);
        RecordingReader bob = join("bob", 0);
        room.repaired(page(9, post(3), removal("bob", 5), post(9)));
        assertThat(bob.delivered).containsExactly(5L);
        assertThat(bob.cursor.ended()).isTrue();
    }

    @Test
    void readerOutsideWindowIsCaughtUpOnceAndContinues() {
        room.start(0);
        RecordingReader slow = new RecordingReader("slow", room);
        room.receive(posts(1, 3 * Window.MAX_RANGES));
        slow.cursor.start(5);
        slow.ready(slow.cursor);
        assertThat(repair.catchUps).containsExactly(5L);
        room.caughtUp(5, page(3L * Window.MAX_RANGES - 1, post(6), post(3L * Window.MAX_RANGES - 1)));
        assertThat(slow.delivered).containsExactly(3L * Window.MAX_RANGES - 1, 3L * Window.MAX_RANGES);
    }

    @Test
    void readersOutsideWindowShareLogPages() {
        room.start(0);
        List<RecordingReader> slow = List.of(
                new RecordingReader("ann", room), new RecordingReader("bob", room), new RecordingReader("cleo", room));
        room.receive(posts(1, 3 * Window.MAX_RANGES));
        long head = 3L * Window.MAX_RANGES;
        slow.get(0).cursor.start(5);
        slow.get(1).cursor.start(6);
        slow.get(2).cursor.start(4);
        assertThat(repair.catchUps).containsExactly(5L);

        room.caughtUp(5, page(head - 1, post(6), post(7), post(head - 1)));
        assertThat(repair.catchUps).containsExactly(5L, 4L);
        assertThat(slow.get(0).delivered).containsExactly(head - 1, head);
        assertThat(slow.get(1).delivered).containsExactly(head - 1, head);
        assertThat(slow.get(2).delivered).isEmpty();

        room.caughtUp(4, page(head, post(5), post(head)));
        assertThat(slow.get(2).delivered).containsExactly(head);
        assertThat(repair.catchUps).hasSize(2);
        assertThat(repair.fallen).isEqualTo(3);
    }

    @Test
    void readersAtSamePositionShareOneBatch() {
        room.start(0);
        RecordingReader ann = join("ann", 0);
        RecordingReader bob = join("bob", 0);
        List<FrameBatch> taken = new ArrayList<>();
        ann.alsoTo = taken::add;
        bob.dialect = ann;
        bob.alsoTo = taken::add;
        room.receive(posts(1, 5));
        assertThat(taken).hasSize(2);
        assertThat(taken.get(0)).isSameAs(taken.get(1));
    }

    @Test
    void catchUpPageEndsAtReadersOwnRemoval() {
        room.start(0);
        RecordingReader slow = new RecordingReader("slow", room);
        room.receive(posts(1, 2 * Window.MAX_RANGES));
        slow.cursor.start(1);
        room.caughtUp(1, page(900, post(600), removal("slow", 700), post(900)));
        assertThat(slow.delivered).containsExactly(700L);
        assertThat(slow.cursor.ended()).isTrue();
    }

    @Test
    void closedCursorReceivesNothing() {
        room.start(0);
        RecordingReader ann = join("ann", 0);
        ann.cursor.close();
        room.receive(posts(1, 3));
        room.signal(new Signal.Typing("bob"));
        assertThat(ann.delivered).isEmpty();
        assertThat(room.empty()).isTrue();
    }

    @Test
    void manyConsecutiveJoinsAreDeliveredInOneFrame() {
        room.start(0);
        RecordingReader reader = join("ann", 0);
        List<EncodedChange> entries = new ArrayList<>(posts(1, 1));
        LongStream.rangeClosed(2, 50).forEach(revision -> entries.add(codec.encode(joining(revision))));
        entries.addAll(posts(51, 51));
        entries.add(codec.encode(joining(52)));
        entries.add(codec.encode(joining(53)));
        room.receive(entries);
        assertThat(reader.delivered).containsExactly(1L, 50L, 51L, 52L, 53L);
    }

    @Test
    void readerRemovedAmongJoinsReceivesNoLaterJoins() {
        room.start(0);
        RecordingReader ann = join("ann", 0);
        RecordingReader bob = join("bob", 0);
        List<EncodedChange> entries = new ArrayList<>();
        LongStream.rangeClosed(1, 9).forEach(revision -> entries.add(codec.encode(joining(revision))));
        entries.add(codec.encode(removal("bob", 10)));
        entries.add(codec.encode(joining(11)));
        room.receive(entries);
        assertThat(ann.delivered).containsExactly(11L);
        assertThat(bob.delivered).containsExactly(10L);
    }

    @Test
    void rejoinedReaderIsNotEndedByEarlierRemoval() {
        room.start(4);
        RecordingReader bob = new RecordingReader("bob", room);
        bob.cursor.start(6);
        room.receive(List.of(codec.encode(removal("bob", 5))));
        room.receive(List.of(codec.encode(joined("bob", 6))));
        room.receive(posts(7, 8));
        assertThat(bob.delivered).containsExactly(7L, 8L);
        assertThat(bob.cursor.ended()).isFalse();
    }

    @Test
    void readerEndsAtFirstRemovalAfterStartInAnyOrderOfArrival() {
        List<EncodedChange> entries = List.of(
                codec.encode(removal("bob", 1)),
                codec.encode(joined("bob", 2)),
                codec.encode(banned("bob", 3)),
                codec.encode(banLifted("bob", 4)),
                codec.encode(joined("bob", 5)),
                codec.encode(post(6)));
        Map<Long, Long> ends = Map.of(0L, 1L, 2L, 3L, 5L, 6L, 6L, 6L);
        for (List<EncodedChange> order : orders(entries)) {
            for (Map.Entry<Long, Long> reader : ends.entrySet()) {
                for (int before = 0; before <= order.size(); before++) {
                    assertEnds(order, before, reader.getKey(), reader.getValue());
                }
            }
        }
    }

    /**
     * @param before how many changes arrive between the join and the start, whose revision is newer than what this node
     *     has received
     */
    private void assertEnds(List<EncodedChange> order, int before, long start, long end) {
        LiveRoom fresh = new LiveRoom("r", codec, repair, () -> Window.MAX_BYTES);
        fresh.start(0);
        RecordingReader bob = new RecordingReader("bob", fresh);
        order.subList(0, before).forEach(entry -> fresh.receive(List.of(entry)));
        bob.cursor.start(start);
        order.subList(before, order.size()).forEach(entry -> fresh.receive(List.of(entry)));
        assertThat(bob.delivered)
                .as("started at %d after %d of %s", start, before, order)
                .isEqualTo(LongStream.rangeClosed(start + 1, end).boxed().toList());
        assertThat(bob.cursor.ended()).isEqualTo(end < order.size());
    }

    @Test
    void readerCaughtUpBeyondRejoinIsNotEndedByLateRemoval() {
        room.start(0);
        RecordingReader slow = new RecordingReader("bob", room);
        room.receive(posts(1, 2 * Window.MAX_RANGES));
        long head = 2 * Window.MAX_RANGES;
        slow.cursor.start(1);
        room.caughtUp(1, page(head + 3, post(2), joined("bob", head + 2), post(head + 3)));
        room.receive(List.of(codec.encode(removal("bob", head + 1))));
        room.receive(List.of(codec.encode(joined("bob", head + 2))));
        room.receive(posts(head + 3, head + 4));
        assertThat(slow.delivered).containsExactly(head + 3, head + 4);
        assertThat(slow.cursor.ended()).isFalse();
    }

    @Test
    void pageWithoutKnownRemovalEndsAtThatRemoval() {
        room.start(0);
        RecordingReader slow = new RecordingReader("bob", room);
        room.receive(posts(1, 2 * Window.MAX_RANGES));
        long head = 2 * Window.MAX_RANGES;
        slow.cursor.start(1);
        room.receive(List.of(codec.encode(removal("bob", head + 1))));
        room.caughtUp(1, page(head + 3, post(2), post(head + 3)));
        assertThat(slow.delivered).containsExactly(head + 1);
        assertThat(slow.cursor.ended()).isTrue();
    }

    /**
     * The return has overwritten the row of the removal, so the page, which is read for a member, does not contain it.
     */
    @Test
    void rejoinedMemberReceivesPageWithoutItsRemoval() {
        room.start(0);
        RecordingReader ben = join("ben", 0);
        room.receive(posts(4, 4));
        room.receive(List.of(codec.encode(joined("ben", 5))));
        room.repaired(page(3, post(2), post(3)));
        assertThat(ben.delivered).containsExactly(3L, 4L, 5L);
        room.receive(List.of(codec.encode(removal("ben", 1))));
        room.receive(posts(6, 6));
        assertThat(ben.delivered).containsExactly(3L, 4L, 5L, 6L);
        assertThat(ben.cursor.ended()).isFalse();
    }

    private static List<List<EncodedChange>> orders(List<EncodedChange> entries) {
        if (entries.isEmpty()) {
            return List.of(List.of());
        }
        List<List<EncodedChange>> orders = new ArrayList<>();
        for (EncodedChange first : entries) {
            List<EncodedChange> rest =
                    entries.stream().filter(entry -> entry != first).toList();
            for (List<EncodedChange> order : orders(rest)) {
                orders.add(Stream.concat(Stream.of(first), order.stream()).toList());
            }
        }
        return orders;
    }

    private RecordingReader join(String username, long revision) {
        RecordingReader reader = new RecordingReader(username, room);
        reader.cursor.start(revision);
        return reader;
    }

    private List<EncodedChange> posts(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(revision -> codec.encode(post(revision)))
                .toList();
    }

    private static MessageState post(long revision) {
        return new MessageState(
                revision,
                revision,
                "ann",
                "text",
                Instant.EPOCH,
                null,
                false,
                null,
                "n" + revision,
                List.of(),
                List.of(),
                List.of(),
                false,
                List.of(),
                null,
                List.of());
    }

    private static MemberState joining(long revision) {
        return new MemberState("u" + revision, "u" + revision, null, Role.MEMBER, true, false, revision);
    }

    private static MemberState removal(String username, long revision) {
        return new MemberState(username, username, null, Role.MEMBER, false, false, revision);
    }

    private static MemberState banned(String username, long revision) {
        return new MemberState(username, username, null, Role.MEMBER, false, true, revision);
    }

    private static MemberState banLifted(String username, long revision) {
        return removal(username, revision);
    }

    private static MemberState joined(String username, long revision) {
        return new MemberState(username, username, null, Role.MEMBER, true, false, revision);
    }

    private static Changes.Page page(long revision, Change... changes) {
        RoomRow row = new RoomRow(
                "r",
                RoomKind.PUBLIC,
                null,
                Instant.EPOCH,
                new RoomRow.Settings("r", List.of(), "", "", true),
                null,
                new RoomRow.Counters(revision, revision, 0),
                null);
        return new Changes.Page(row, revision, false, List.of(changes));
    }

    /** Records the room's requests to read the log. */
    private static final class RecordedRepair implements LiveRoom.Repair {
        private final List<Long> catchUps = new ArrayList<>();
        private int repairs;
        private int fallen;

        @Override
        public void soon(LiveRoom gapped) {
            repairs++;
        }

        @Override
        public void fellOut() {
            fallen++;
        }

        @Override
        public void catchUp(LiveRoom of, long position) {
            catchUps.add(position);
        }
    }

    /** A reader that takes frames immediately and records the revisions that they lead to. */
    private static final class RecordingReader implements RoomSubscriber, Dialect {
        private static final Executor TURNS = Runnable::run;
        private final String username;
        private final List<Long> delivered = new ArrayList<>();
        private final Cursor cursor;
        private Dialect dialect = this;
        private Consumer<FrameBatch> alsoTo = batch -> {};

        RecordingReader(String username, LiveRoom room) {
            this.username = username;
            this.cursor = room.join(this, left -> {});
        }

        @Override
        public void ready(Cursor of) {
            for (FrameBatch batch = of.next(); batch != null; batch = of.next()) {
                alsoTo.accept(batch);
                batch.frames()
                        .forEach(frame -> delivered.add(Long.valueOf(new String(frame, StandardCharsets.US_ASCII))));
            }
        }

        @Override
        public List<byte[]> encode(String of, RevisionRange range) {
            return List.of(Long.toString(range.revision()).getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public List<byte[]> encode(String of, Signal signal) {
            return List.of();
        }

        @Override
        public void signal(Cursor of, FrameBatch batch) {
            batch.frames().forEach(frame -> delivered.add(-1L));
        }

        @Override
        public void failed(Cursor of, RuntimeException failure) {
            throw failure;
        }

        @Override
        public Executor loop() {
            return Runnable::run;
        }

        @Override
        public Executor deliveryExecutor() {
            return TURNS;
        }

        @Override
        public String username() {
            return username;
        }

        @Override
        public Dialect dialect() {
            return dialect;
        }
    }
}
