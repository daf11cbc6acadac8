package chat.parley.message;

import chat.parley.roomlog.ChangeCodec;
import chat.parley.roomlog.state.Change;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The response to a resume request over HTTP.
 *
 * @param epoch the epoch of the revision, to be sent with the next request
 * @param changes in revision order, each under the name of its kind; after a reset, the fresh page
 */
record ChangesBody(String epoch, long revision, boolean reset, List<Map<String, Change>> changes) {

    static ChangesBody of(Snapshot snapshot, long after) {
        Stream<Change> room =
                Stream.<Change>of(snapshot.state()).filter(state -> snapshot.reset() || state.revision() > after);
        Stream<Change> rows = Stream.of(snapshot.messages(), snapshot.members(), snapshot.notices())
                .flatMap(List::stream);
        List<Map<String, Change>> changes = Stream.concat(rows, room)
                .sorted(Comparator.comparingLong(Change::revision))
                .map(change -> Map.of(ChangeCodec.field(change), change))
                .toList();
        return new ChangesBody(snapshot.epoch(), snapshot.revision(), snapshot.reset(), changes);
    }
}
