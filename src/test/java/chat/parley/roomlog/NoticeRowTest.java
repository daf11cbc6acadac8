package chat.parley.roomlog;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.roomlog.state.NoticeEvent;
import chat.parley.roomlog.state.NoticeEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NoticeRowTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private NoticeRow notice = NoticeRow.empty("room", 7);

    @Test
    void similarEventsInSuccessionAreOne() {
        for (int i = 0; i < 8; i++) {
            add(NoticeEvent.of(Kind.JOINED, null, "name" + i, NOON.plusSeconds(i)));
        }
        add(NoticeEvent.of(Kind.LEFT, null, "name0", NOON.plusSeconds(9)));
        add(NoticeEvent.of(Kind.JOINED, null, "name0", NOON.plusSeconds(10)));

        assertThat(events()).hasSize(3);
        assertThat(events().get(0).names()).containsExactly("name0", "name1", "name2", "name3", "name4");
        assertThat(events().get(0).count()).isEqualTo(8);
        assertThat(events().get(0).at()).isEqualTo(NOON);
        assertThat(notice.state().seq()).isEqualTo(7);
        assertThat(notice.state().revision()).isEqualTo(10);
    }

    @Test
    void eventsOfDifferentPeopleOrTimesAreSeparate() {
        add(NoticeEvent.of(Kind.REMOVED, "ada", "bob", NOON));
        add(NoticeEvent.of(Kind.REMOVED, "cid", "dan", NOON));
        add(NoticeEvent.of(Kind.REMOVED, "cid", "eve", NOON.plus(Duration.ofDays(1))));

        assertThat(events()).hasSize(3);
    }

    @Test
    void severalNamesInSuccessionAreOneEvent() {
        add(NoticeEvent.ofRoom(Kind.RENAMED, "ada", NOON));
        add(NoticeEvent.ofRoom(Kind.RENAMED, "ada", NOON.plusSeconds(1)));

        assertThat(events()).containsExactly(NoticeEvent.ofRoom(Kind.RENAMED, "ada", NOON.plusSeconds(1)));
    }

    @Test
    void noticeIsBoundedAndStillCounts() {
        for (int i = 0; i < 5_000; i++) {
            Kind kind = i % 2 == 0 ? Kind.JOINED : Kind.LEFT;
            add(NoticeEvent.of(kind, null, "n".repeat(30) + i, NOON.plus(Duration.ofHours(i))));
        }

        assertThat(events()).hasSize(NoticeRow.MAX_EVENTS);
        assertThat(events().stream().mapToInt(NoticeEvent::count).sum()).isEqualTo(5_000);
        assertThat(notice.stored()).hasSizeLessThan(24_576);
    }

    @Test
    void fullNoticeStillMergesThoseWhoOnlyJoined() {
        for (int i = 0; i < 100; i++) {
            add(NoticeEvent.of(Kind.JOINED, null, "name" + i, NOON.plus(Duration.ofDays(i))));
        }

        assertThat(events()).hasSize(NoticeRow.MAX_EVENTS).allMatch(event -> event.kind() == Kind.JOINED);
        assertThat(events().get(0).names()).containsExactly("name0", "name1", "name2", "name3", "name4");
        assertThat(events().get(0).count()).isEqualTo(81);
        assertThat(events().get(0).at()).isEqualTo(NOON);
    }

    @Test
    void fullNoticeShowsTheNewestEventsAndCountsTheOthers() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Set<String> members = new HashSet<>();
        List<String> happened = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            NoticeEvent event = randomEvent(random, members, NOON.plusSeconds(i));
            add(event);
            lines(event)
                    .filter(line -> event.count() > 0 || happened.isEmpty() || !line.equals(last(happened)))
                    .forEach(happened::add);

            List<String> shown = events().stream().flatMap(NoticeRowTest::lines).toList();
            int earlier = happened.size() - shown.size();
            assertThat(shown).as("seed %s", seed).isEqualTo(happened.subList(earlier, happened.size()));
            assertThat(events().stream()
                            .filter(one -> one.kind() == Kind.EARLIER)
                            .mapToInt(NoticeEvent::count)
                            .sum())
                    .as("seed %s", seed)
                    .isEqualTo(earlier);
            assertThat(events()).as("seed %s", seed).hasSizeLessThanOrEqualTo(NoticeRow.MAX_EVENTS);
        }
        assertThat(events().get(0).kind()).isEqualTo(Kind.EARLIER);
    }

    /** Few people come and go, and rename the room. */
    private static NoticeEvent randomEvent(Random random, Set<String> members, Instant at) {
        String name = "name" + random.nextInt(4);
        int kind = random.nextInt(8);
        if (kind < 2) {
            return NoticeEvent.ofRoom(kind == 0 ? Kind.RENAMED : Kind.TOPIC, name, at);
        }
        boolean left = members.remove(name) || !members.add(name);
        return NoticeEvent.of(left ? Kind.LEFT : Kind.JOINED, null, name, at);
    }

    /** Returns a line for each person, or one for the room. */
    private static Stream<String> lines(NoticeEvent event) {
        return switch (event.kind()) {
            case EARLIER -> Stream.empty();
            case RENAMED, TOPIC -> Stream.of(event.by() + " " + event.kind());
            default -> event.names().stream().map(name -> name + " " + event.kind());
        };
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }

    @Test
    void longestEventsFit() {
        IntStream.range(0, 100).forEach(i -> add(NoticeEvent.ofRoom(Kind.TOPIC, "\uD83D\uDE80".repeat(16) + i, NOON)));

        assertThat(events()).hasSize(NoticeRow.MAX_EVENTS);
        assertThat(notice.stored()).hasSizeLessThan(24_576);
    }

    private void add(NoticeEvent event) {
        notice = notice.with(event, notice.state().revision() + 1);
    }

    private List<NoticeEvent> events() {
        return notice.state().events();
    }
}
