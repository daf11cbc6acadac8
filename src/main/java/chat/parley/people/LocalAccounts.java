package chat.parley.people;

import chat.parley.account.Account;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The accounts with connections to this node, including recently lost ones. The database is reconciled with this set,
 * whatever became of earlier writes. Thread-safe.
 */
final class LocalAccounts {

    private final Map<Long, Entry> accounts = new ConcurrentHashMap<>();

    /** @param connections whether somebody is active, by the id of the connection; never changed, only replaced */
    private record Entry(String username, Map<String, Boolean> connections) {

        boolean active() {
            return connections.containsValue(true);
        }

        Entry with(String connection, boolean active) {
            Map<String, Boolean> changed = new HashMap<>(connections);
            changed.put(connection, active);
            return new Entry(username, changed);
        }

        @Nullable
        Entry without(String connection) {
            Map<String, Boolean> changed = new HashMap<>(connections);
            changed.remove(connection);
            return changed.isEmpty() ? null : new Entry(username, changed);
        }
    }

    /**
     * Adds a connection, or changes whether somebody is active on it. Returns whether that changes the account's row.
     */
    boolean put(Account account, String connection, boolean active) {
        return change(
                account,
                entry -> (entry == null ? new Entry(account.username(), Map.of()) : entry).with(connection, active));
    }

    /** Removes a connection. Returns whether that changes the account's row. */
    boolean remove(Account account, String connection) {
        return change(account, entry -> entry == null ? null : entry.without(connection));
    }

    private boolean change(Account account, UnaryOperator<@Nullable Entry> operator) {
        AtomicBoolean differs = new AtomicBoolean();
        accounts.compute(account.id(), (id, before) -> {
            Entry after = operator.apply(before);
            differs.set(!Objects.equals(row(before), row(after)));
            return after;
        });
        return differs.get();
    }

    private static @Nullable Boolean row(@Nullable Entry entry) {
        return entry == null ? null : entry.active();
    }

    boolean has(Account account, String connection) {
        Entry entry = accounts.get(account.id());
        return entry != null && entry.connections().containsKey(connection);
    }

    /** Returns whether somebody is active on one of the account's connections; null if it has none. */
    @Nullable
    Boolean active(long account) {
        return row(accounts.get(account));
    }

    /** Returns the rows that the database should hold for this node. */
    Map<Long, Boolean> rows() {
        return accounts.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().active()));
    }
}
