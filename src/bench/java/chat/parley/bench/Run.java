package chat.parley.bench;

import java.util.List;
import java.util.stream.Stream;

/**
 * One run of load: some seconds of warm-up, then the measured ones.
 *
 * @param from the microsecond from which on posts count
 * @param to the microsecond from which on posts no longer count
 */
record Run(int id, List<RoomBook> rooms, long from, long to) {

    static Run of(int id, int rooms, long from, long to) {
        return new Run(id, Stream.generate(RoomBook::new).limit(rooms).toList(), from, to);
    }

    boolean counts(long micros) {
        return micros >= from && micros < to;
    }
}
