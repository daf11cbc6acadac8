package chat.parley.bench;

import java.util.List;
import java.util.stream.Stream;

/**
 * One stretch of load: some seconds to warm up, and the measured ones.
 *
 * @param from the first microsecond whose posts count
 * @param to the first microsecond whose posts do not count any more
 */
record Run(int id, List<RoomBook> rooms, long from, long to) {

    static Run of(int id, int rooms, long from, long to) {
        return new Run(id, Stream.generate(RoomBook::new).limit(rooms).toList(), from, to);
    }

    boolean counts(long micros) {
        return micros >= from && micros < to;
    }
}
