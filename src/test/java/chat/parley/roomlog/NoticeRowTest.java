package chat.parley.roomlog;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.roomlog.state.NoticeEvent;
import chat.parley.roomlog.state.NoticeEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
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
    void newestOfSeveralNamesIsShown() {
        add(NoticeEvent.ofRoom(Kind.RENAMED, "ada", "tea", NOON));
        add(NoticeEvent.ofRoom(Kind.RENAMED, "ada", "coffee", NOON));

        assertThat(events()).hasSize(1);
        assertThat(events().get(0).text()).isEqualTo("coffee");
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
    void longestEventsFit() {
        IntStream.range(0, 100).forEach(i -> {
            String by = "\uD83D\uDE80".repeat(16) + i;
            add(NoticeEvent.ofRoom(Kind.TOPIC, by, "\"".repeat(NoticeRow.MAX_TEXT_LENGTH), NOON));
        });

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
