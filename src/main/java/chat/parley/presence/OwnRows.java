package chat.parley.presence;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows that this node wants the database to hold: one for each open room of its connections, and for those that were
 * lost a moment ago. The database is made to agree with this, whatever became of an earlier write. Thread-safe.
 */
final class OwnRows {

    private final Map<Row, Long> accounts = new ConcurrentHashMap<>();

    /** A connection shows its account in a room. */
    record Row(String connection, String room) {}

    /** A row with what it says. */
    record Shown(Row row, long account) {}

    void add(Row row, long account) {
        accounts.put(row, account);
    }

    void remove(Row row) {
        accounts.remove(row);
    }

    int size() {
        return accounts.size();
    }

    /** What the row should say; null if it should not exist. */
    @Nullable
    Shown shown(Row row) {
        Long account = accounts.get(row);
        return account == null ? null : new Shown(row, account);
    }

    List<Shown> all() {
        return accounts.entrySet().stream()
                .map(row -> new Shown(row.getKey(), row.getValue()))
                .toList();
    }

    /** The rows that the database should hold and does not, and those that it holds and should not. */
    List<Row> wrong(Set<Row> stored) {
        return Stream.concat(
                        stored.stream().filter(row -> !accounts.containsKey(row)),
                        accounts.keySet().stream().filter(row -> !stored.contains(row)))
                .toList();
    }
}
