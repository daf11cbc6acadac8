package chat.parley.room;

import chat.parley.roomlog.AccessSubject;
import chat.parley.roomlog.ReadMarkWriter;
import chat.parley.roomlog.state.Role;
import chat.parley.roomlog.state.RoomId;
import chat.parley.roomlog.state.RoomKind;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private static final String MOVE_BACK = """
            merge into member m
            using (select * from unnest(cast(:rooms as varchar array), cast(:accounts as bigint array),
                cast(:seqs as bigint array)) as x(room_id, account_id, seq)) k
            on (m.room_id = k.room_id and m.account_id = k.account_id)
            when matched and m.read_seq > k.seq then update set read_seq = k.seq""";

    private final DatabaseClient database;
    private final ReadMarkWriter writer;

    ReadMarkRows(DatabaseClient database, ReadMarkWriter writer) {
        this.database = database;
        this.writer = writer;
    }

    /** Returns the members' states for access checks. Rooms that do not exist are missing. */
    Mono<Map<Key, Position>> positions(List<Key> requested) {
        List<Key> keys =
                requested.stream().filter(key -> RoomId.isValid(key.room())).toList();
        return bindKeys(POSITIONS, keys).map(ReadMarkRows::position).all().collectMap(Position::key);
    }

    /** Stores marks; never moves one back. Callers pass them in order, so that two nodes cannot deadlock. */
    Mono<Void> store(List<ReadMarkWriter.Mark> marks) {
        return writer.advance(marks);
    }

    /** Moves marks back; never moves one forward. Callers pass them in order, too. */
    Mono<Void> moveBack(Map<Key, Long> marks) {
        return marks.isEmpty()
                ? Mono.empty()
                : bindKeys(MOVE_BACK, marks.keySet())
                        .bind("seqs", marks.values().toArray(Long[]::new))
                        .then();
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
