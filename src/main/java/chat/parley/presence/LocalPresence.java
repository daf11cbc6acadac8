package chat.parley.presence;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The presence rows that the database should hold for this node: one for each open room of each connection, including
 * recently lost connections. The database is reconciled with this set, whatever became of earlier writes. Thread-safe.
 */
final class LocalPresence {

    private final Map<Row, Long> accounts = new ConcurrentHashMap<>();

    /** The key of a row: a connection that shows its account as online in a room. */
    record Row(String connection, String room) {}

    /** A row with its account. */
    record Entry(Row row, long account) {}

    void add(Row row, long account) {
        accounts.put(row, account);
    }

    void remove(Row row) {
        accounts.remove(row);
    }

    int size() {
        return accounts.size();
    }

    /** Returns the row with its account; null if the row should not exist. */
    @Nullable
    Entry entry(Row row) {
        Long account = accounts.get(row);
        return account == null ? null : new Entry(row, account);
    }

    List<Entry> all() {
        return accounts.entrySet().stream()
                .map(row -> new Entry(row.getKey(), row.getValue()))
                .toList();
    }

    /** Returns the rows that are missing from the database and those that are there by mistake. */
    List<Row> differences(Set<Row> stored) {
        return Stream.concat(
                        stored.stream().filter(row -> !accounts.containsKey(row)),
                        accounts.keySet().stream().filter(row -> !stored.contains(row)))
                .toList();
    }
}
