package chat.parley.roomlog;

import chat.parley.database.RowReader;
import chat.parley.roomlog.state.NoticeEvent;
import chat.parley.roomlog.state.NoticeEvent.Kind;
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
 * events are merged into one, with the first names and a count, and the first events of a full notice are replaced by
 * their number. Only neighbours are merged: nobody can be in both, because an account that comes twice has left in
 * between.
 */
public record NoticeRow(String room, NoticeState state) {

    /** The leading columns of statements over {@code notice n} whose rows {@link #of} reads. */
    public static final String COLUMNS = "n.room_id, n.seq, n.revision, n.events";

    static final int MAX_EVENTS = 20;
    static final int MAX_NAMES = 5;

    /** Events further apart are not merged, so that each shows its own time. */
    private static final Duration MERGED_WITHIN = Duration.ofHours(6);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final TypeReference<List<NoticeEvent>> TYPE = new TypeReference<>() {};

    /** Leaves out events of kinds that only nodes of later versions know. */
    public static NoticeRow of(Readable row) {
        RowReader columns = new RowReader(row);
        return new NoticeRow(
                columns.text(), new NoticeState(columns.number(), columns.number(), events(columns.text())));
    }

    private static List<NoticeEvent> events(String stored) {
        return JSON.readValue(stored, TYPE).stream()
                .filter(event -> (Object) event.kind() != null)
                .toList();
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
        NoticeEvent merged = last < 0 ? null : merged(events.get(last), event, false);
        if (merged != null) {
            events.set(last, merged);
        } else {
            makeRoom(events);
            events.add(event);
        }
        return new NoticeRow(room, new NoticeState(state.seq(), revision, events));
    }

    /** Merges the first neighbours that are alike; if there are none, replaces the first events by their number. */
    private static void makeRoom(List<NoticeEvent> events) {
        if (events.size() < MAX_EVENTS) {
            return;
        }
        for (int index = 1; index < events.size(); index++) {
            NoticeEvent merged = merged(events.get(index - 1), events.get(index), true);
            if (merged != null) {
                events.set(index, merged);
                events.remove(index - 1);
                return;
            }
        }
        NoticeEvent first = events.remove(0);
        NoticeEvent second = events.get(0);
        events.set(0, new NoticeEvent(Kind.EARLIER, null, List.of(), size(first) + size(second), first.at()));
    }

    /** Returns the number of events that this one stands for. */
    private static int size(NoticeEvent event) {
        return Math.max(1, event.count());
    }

    /** Merges two neighbours; returns null if they are not alike. */
    private static @Nullable NoticeEvent merged(NoticeEvent first, NoticeEvent second, boolean atAnyTime) {
        boolean alike = first.kind() == second.kind()
                && Objects.equals(first.by(), second.by())
                && (atAnyTime || second.at().isBefore(first.at().plus(MERGED_WITHIN)));
        if (!alike) {
            return null;
        }
        return second.count() == 0
                ? second
                : new NoticeEvent(
                        first.kind(),
                        first.by(),
                        Stream.concat(first.names().stream(), second.names().stream())
                                .limit(MAX_NAMES)
                                .toList(),
                        first.count() + second.count(),
                        first.at());
    }
}
