package chat.parley.presence;

import chat.parley.node.Node;
import chat.parley.room.OnlineCounts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The table {@code presence}: writes this node's rows and reads those of all live nodes. */
@Repository
class PresenceRows implements OnlineCounts {

    /** Further rows are compared after these are correct. */
    private static final int MAX_OWN_ROWS = 100_000;

    private static final String INSERT = """
            insert into presence (connection_id, room_id, account_id, node_id)
            select k.connection_id, k.room_id, k.account_id, :node
            from unnest(cast(:connections as varchar array), cast(:rooms as varchar array),
                cast(:accounts as bigint array)) as k(connection_id, room_id, account_id)
            on conflict do nothing""";

    private static final String DELETE = """
            merge into presence p
            using (select * from unnest(cast(:connections as varchar array), cast(:rooms as varchar array))
                as x(connection_id, room_id)) k
            on (p.connection_id = k.connection_id and p.room_id = k.room_id)
            when matched then delete""";

    /** A join instead of a condition: H2 would compare each row with all keys. */
    private static final String LIVE_NODES = """
            from unnest(cast(:rooms as varchar array)) as k(room_id)
            join presence p on p.room_id = k.room_id
            join node n on n.id = p.node_id
            where n.lease_until > cast(extract(epoch from current_timestamp) * 1000 as bigint)""";

    private static final String NAMES = """
            select here.room_id, a.username
            from (select distinct p.room_id, p.account_id %s) here join account a on a.id = here.account_id""".formatted(LIVE_NODES);

    private static final String COUNTS =
            "select p.room_id, count(distinct p.account_id) as people " + LIVE_NODES + " group by p.room_id";

    private static final String COUNT_OWN = "select count(*) from presence where node_id = :node";

    private static final String OWN =
            "select connection_id, room_id from presence where node_id = :node limit " + MAX_OWN_ROWS;

    private final DatabaseClient database;
    private final Node node;

    PresenceRows(DatabaseClient database, Node node) {
        this.database = database;
        this.node = node;
    }

    Mono<Void> insert(List<LocalPresence.Entry> entries) {
        if (entries.isEmpty()) {
            return Mono.empty();
        }
        List<LocalPresence.Row> keys =
                entries.stream().map(LocalPresence.Entry::row).toList();
        return database.sql(INSERT)
                .bind("connections", texts(keys, LocalPresence.Row::connection))
                .bind("rooms", texts(keys, LocalPresence.Row::room))
                .bind(
                        "accounts",
                        entries.stream().map(LocalPresence.Entry::account).toArray(Long[]::new))
                .bind("node", node.id())
                .then();
    }

    Mono<Void> delete(Collection<LocalPresence.Row> removed) {
        if (removed.isEmpty()) {
            return Mono.empty();
        }
        return database.sql(DELETE)
                .bind("connections", texts(removed, LocalPresence.Row::connection))
                .bind("rooms", texts(removed, LocalPresence.Row::room))
                .then();
    }

    /** Returns the number of this node's rows. */
    Mono<Long> count() {
        return database.sql(COUNT_OWN)
                .bind("node", node.id())
                .map(row -> ((Number) Objects.requireNonNull(row.get(0))).longValue())
                .one();
    }

    /** Returns this node's rows, up to {@link #MAX_OWN_ROWS}. */
    Mono<Set<LocalPresence.Row>> own() {
        return database.sql(OWN)
                .bind("node", node.id())
                .map(row -> new LocalPresence.Row(text(row.get(0)), text(row.get(1))))
                .all()
                .collect(Collectors.toSet());
    }

    /** Returns the sorted usernames in each room. Rooms without anybody are left out. */
    Mono<Map<String, List<String>>> names(Collection<String> rooms) {
        return database.sql(NAMES)
                .bind("rooms", rooms.toArray(String[]::new))
                .map(row -> new Here(text(row.get(0)), text(row.get(1))))
                .all()
                .collect(Collectors.groupingBy(
                        Here::room,
                        Collectors.mapping(
                                Here::username,
                                Collectors.collectingAndThen(Collectors.toList(), PresenceRows::inOrder))));
    }

    private static List<String> inOrder(List<String> names) {
        return names.stream().sorted().toList();
    }

    @Override
    public Mono<Map<String, Integer>> of(Collection<String> rooms) {
        return database.sql(COUNTS)
                .bind("rooms", rooms.toArray(String[]::new))
                .map(row -> Map.entry(
                        text(row.get("room_id")), ((Number) Objects.requireNonNull(row.get("people"))).intValue()))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static String text(@org.jspecify.annotations.Nullable Object column) {
        return String.valueOf(column);
    }

    private static String[] texts(Collection<LocalPresence.Row> rows, Function<LocalPresence.Row, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private record Here(String room, String username) {}
}
