package chat.parley.presence;

import chat.parley.node.Node;
import chat.parley.room.OnlineCounts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The table {@code presence}: rows of this node to write, rows of all living nodes to read. */
@Repository
class PresenceRows implements OnlineCounts {

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

    /** Joined to its keys: as a condition, H2 would compare each row with all of them. */
    private static final String LIVING = """
            from unnest(cast(:rooms as varchar array)) as k(room_id)
            join presence p on p.room_id = k.room_id
            join node n on n.id = p.node_id
            where n.lease_until > cast(extract(epoch from current_timestamp) * 1000 as bigint)""";

    private static final String NAMES = """
            select here.room_id, a.username
            from (select distinct p.room_id, p.account_id %s) here join account a on a.id = here.account_id""".formatted(LIVING);

    private static final String COUNTS =
            "select p.room_id, count(distinct p.account_id) as people " + LIVING + " group by p.room_id";

    private final DatabaseClient database;
    private final Node node;

    PresenceRows(DatabaseClient database, Node node) {
        this.database = database;
        this.node = node;
    }

    Mono<Void> insert(List<Arrival> arrivals) {
        if (arrivals.isEmpty()) {
            return Mono.empty();
        }
        return database.sql(INSERT)
                .bind("connections", texts(arrivals, Arrival::connection))
                .bind("rooms", texts(arrivals, Arrival::room))
                .bind("accounts", arrivals.stream().map(Arrival::account).toArray(Long[]::new))
                .bind("node", node.id())
                .then();
    }

    Mono<Void> delete(List<Arrival> departures) {
        if (departures.isEmpty()) {
            return Mono.empty();
        }
        return database.sql(DELETE)
                .bind("connections", texts(departures, Arrival::connection))
                .bind("rooms", texts(departures, Arrival::room))
                .then();
    }

    /** The usernames in each of the rooms, in order; a room without anybody is left out. */
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

    private static String[] texts(List<Arrival> arrivals, Function<Arrival, String> column) {
        return arrivals.stream().map(column).toArray(String[]::new);
    }

    private record Here(String room, String username) {}
}
