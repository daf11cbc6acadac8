package chat.parley.roomlog;

import chat.parley.roomlog.state.NoticeEvent;
import chat.parley.roomlog.state.NoticeState;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A row of the table {@code notice}. Its size is bounded, however much happens between two messages: successive similar
 * events are merged into one, with the first names and a count.
 */
public record NoticeRow(String room, NoticeState state) {

    /** The leading columns of statements over {@code notice n} whose rows {@link #of} reads by index. */
    public static final String COLUMNS = "n.room_id, n.seq, n.revision, n.events";

    static final int MAX_EVENTS = 20;
    static final int MAX_NAMES = 5;
    static final int MAX_TEXT_LENGTH = 300;

    /** Events further apart are not merged, so that each shows its own time. */
    private static final Duration JOINED_WITHIN = Duration.ofHours(6);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final TypeReference<List<NoticeEvent>> TYPE = new TypeReference<>() {};

    /** Leaves out events of kinds that only nodes of later versions know. */
    public static NoticeRow of(Readable row) {
        List<NoticeEvent> events = JSON.readValue(Columns.text(row, 3), TYPE).stream()
                .filter(event -> (Object) event.kind() != null)
                .toList();
        return new NoticeRow(
                Columns.text(row, 0), new NoticeState(Columns.number(row, 1), Columns.number(row, 2), events));
    }

    /** Returns the notice without events that follows a message. */
    static NoticeRow empty(String room, long seq) {
        return new NoticeRow(room, new NoticeState(seq, 0, List.of()));
    }

    String stored() {
        return JSON.writeValueAsString(state.events());
    }

    NoticeRow with(NoticeEvent event, long revision) {
        List<NoticeEvent> events = new ArrayList<>(state.events());
        int last = events.size() - 1;
        NoticeEvent joined = last < 0 ? null : joined(events.get(last), event, false);
        if (joined != null) {
            events.set(last, joined);
        } else if (events.size() < MAX_EVENTS) {
            events.add(event);
        } else {
            addToFull(events, event);
        }
        return new NoticeRow(room, new NoticeState(state.seq(), revision, events));
    }

    /** Merges the event into a similar earlier one; if there is none, drops the first event to make room. */
    private static void addToFull(List<NoticeEvent> events, NoticeEvent event) {
        for (int index = events.size() - 1; index >= 0; index--) {
            NoticeEvent joined = joined(events.get(index), event, true);
            if (joined != null) {
                events.set(index, joined);
                return;
            }
        }
        events.remove(0);
        events.add(event);
    }

    /** Merges two events; returns null if they are not alike. */
    private static @Nullable NoticeEvent joined(NoticeEvent first, NoticeEvent second, boolean atAnyTime) {
        boolean alike = first.kind() == second.kind()
                && Objects.equals(first.by(), second.by())
                && (atAnyTime || second.at().isBefore(first.at().plus(JOINED_WITHIN)));
        if (!alike) {
            return null;
        }
        return second.count() == 0
                ? second
                : new NoticeEvent(
                        first.kind(),
                        first.by(),
                        Stream.concat(first.names().stream(), second.names().stream())
                                .distinct()
                                .limit(MAX_NAMES)
                                .toList(),
                        first.count() + second.count(),
                        null,
                        first.at());
    }
}
