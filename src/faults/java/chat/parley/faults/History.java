package chat.parley.faults;

import java.util.List;
import java.util.stream.Stream;

/** The frames that a client sent and received, in order. */
record History(String account, List<Event> events) {

    <E extends Event> Stream<E> all(Class<E> kind, String room) {
        return events.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(event -> event.room().equals(room));
    }
}
