package chat.parley.room;

import chat.parley.roomlog.AccessSubject;
import chat.parley.roomlog.state.Role;
import chat.parley.roomlog.state.RoomId;
import chat.parley.roomlog.state.RoomKind;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The rows behind {@link ReadMarks}. Reads and writes any number of them in one statement. */
@Repository
class ReadMarkRows {

    private static final String POSITIONS = """
            select k.room_id, k.account_id, r.name, r.kind, r.last_seq, r.revision, r.archived_at,
                case when m.left_at is null then m.role end as role, m.banned_at
            from unnest(cast(:rooms as varchar array), cast(:accounts as bigint array)) as k(room_id, account_id)
            join room r on r.id = k.room_id
            left join member m on m.room_id = k.room_id and m.account_id = k.account_id""";

    private static final String MOVE = """
            merge into member m
            using (select * from unnest(cast(:rooms as varchar array), cast(:accounts as bigint array),
                cast(:lows as bigint array), cast(:highs as bigint array), cast(:seens as bigint array),
                cast(:revisions as bigint array)) as x(room_id, account_id, low, high, seen, revision)) k
            on (m.room_id = k.room_id and m.account_id = k.account_id)
            when matched and (m.read_seq < k.low or m.read_seq > k.high
                    or m.read_seq <= k.seen and coalesce(m.read_revision, 0) < k.revision)
                then update set read_seq = greatest(k.low, least(k.high, m.read_seq)),
                    read_revision = case when m.read_seq <= k.seen
                        then greatest(coalesce(m.read_revision, 0), k.revision) else m.read_revision end""";

    private final DatabaseClient database;

    ReadMarkRows(DatabaseClient database) {
        this.database = database;
    }

    /** Returns the members' states for access checks. Rooms that do not exist are missing. */
    Mono<Map<Key, Position>> positions(List<Key> requested) {
        List<Key> keys =
                requested.stream().filter(key -> RoomId.isValid(key.room())).toList();
        return bindKeys(POSITIONS, keys).map(ReadMarkRows::position).all().collectMap(Position::key);
    }

    /** Moves read marks, in the order of the keys, so that two nodes cannot deadlock. */
    Mono<Void> store(SortedMap<Key, ReadMove> moves) {
        return moves.isEmpty()
                ? Mono.empty()
                : bindKeys(MOVE, moves.keySet())
                        .bind("lows", column(moves, ReadMove::low))
                        .bind("highs", column(moves, ReadMove::high))
                        .bind("seens", column(moves, ReadMove::seen))
                        .bind("revisions", column(moves, ReadMove::revision))
                        .then();
    }

    private static Long[] column(SortedMap<Key, ReadMove> moves, Function<ReadMove, Long> column) {
        return moves.values().stream().map(column).toArray(Long[]::new);
    }

    private DatabaseClient.GenericExecuteSpec bindKeys(String sql, Collection<Key> keys) {
        return database.sql(sql)
                .bind("rooms", keys.stream().map(Key::room).toArray(String[]::new))
                .bind("accounts", keys.stream().map(Key::account).toArray(Long[]::new));
    }

    private static Position position(Readable row) {
        String room = Objects.requireNonNull(row.get("room_id", String.class));
        long account = Objects.requireNonNull(row.get("account_id", Long.class));
        RoomKind kind = RoomKind.of(Objects.requireNonNull(row.get("kind", String.class)));
        @Nullable String role = row.get("role", String.class);
        boolean archived = row.get("archived_at") != null;
        return new Position(
                new Key(room, account),
                new AccessSubject(
                        room,
                        row.get("name", String.class),
                        kind,
                        archived,
                        role == null ? null : Role.of(role),
                        row.get("banned_at") != null,
                        false),
                Objects.requireNonNull(row.get("last_seq", Long.class)),
                Objects.requireNonNull(row.get("revision", Long.class)));
    }

    record Key(String room, Long account) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::room).thenComparing(Key::account);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    record Position(Key key, AccessSubject subject, long lastSeq, long revision) {}
}
