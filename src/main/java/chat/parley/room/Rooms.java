package chat.parley.room;

import chat.parley.batch.GroupRead;
import chat.parley.database.RowReader;
import chat.parley.roomlog.RoomRow;
import chat.parley.roomlog.state.Role;
import chat.parley.roomlog.state.RoomId;
import chat.parley.roomlog.state.RoomName;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads rooms together with the membership of the requesting account. Callers check access; see {@link RoomAccess}. */
@Repository
public class Rooms {

    /**
     * The number of unread messages that mention the account {@code m} or everybody, plus read ones with a mention
     * added by a later edit.
     */
    private static final String MENTIONS = """
            (select count(distinct n.seq) from mention n
                where n.account_id in (0, m.account_id) and n.room_id = m.room_id and n.seq > m.read_seq)
            + (select count(distinct n.seq) from mention n
                where n.account_id in (0, m.account_id) and n.room_id = m.room_id and n.seq <= m.read_seq
                    and n.edit_revision > coalesce(m.read_revision, 0)
                    and not exists (select 1 from message o
                        where o.room_id = n.room_id and o.seq = n.seq and o.author_id = m.account_id)) as mentions""";

    private static final String DELETIONS = """
            (select count(*) from deletion d where d.room_id = m.room_id and d.seq > m.read_seq) as deletions""";

    /** The columns that {@link #membership(Readable)} reads after those of the room. */
    private static final String MEMBERSHIP_COLUMNS =
            "m.role, m.banned_at, m.read_seq, m.notify, m.hidden_seq, m.favourite, " + MENTIONS + ", " + DELETIONS;

    private static final String MEMBERSHIPS = """
            select %s, %s, k.account_id
            from unnest(cast(:keys as varchar array), cast(:accounts as bigint array)) as k(room, account_id)
            join room r on %s = k.room
            left join member m on m.room_id = r.id and m.account_id = k.account_id
                and (m.left_at is null or m.banned_at is not null)""";

    private static final String BY_ID = MEMBERSHIPS.formatted(RoomRow.COLUMNS, MEMBERSHIP_COLUMNS, "r.id");
    private static final String BY_NAME = MEMBERSHIPS.formatted(RoomRow.COLUMNS, MEMBERSHIP_COLUMNS, "r.name_key");

    /** Includes former names of rooms and names that only look like one of theirs. */
    private static final String BY_LOOK_ALIKE = MEMBERSHIPS
            .replace("join room r", "join room_name n on n.look_key = k.room join room r")
            .replace("= k.room\n", "= n.room_id\n")
            .formatted(RoomRow.COLUMNS, MEMBERSHIP_COLUMNS, "r.id");

    private static final int CAPACITY = 100_000;
    private static final int MAX_BATCH = 500;

    /** Only for queries with a text, because H2 plans statements with "like" at each execution. */
    private static final String MATCHES =
            " and (r.name_key like :name escape '!' or lower(r.title) like :title escape '!')";

    /**
     * Open public rooms and the account's own. Each part uses its own index and has a limit, so that other people's
     * private rooms cost nothing.
     */
    private static final String LIST = """
            select %s, %s
            from (
                (select r.id from room r
                where r.kind = 'public' and r.archived_at is null and r.name_key > :after%s
                    and not exists (select 1 from member b
                        where b.room_id = r.id and b.account_id = :account and b.banned_at is not null)
                order by r.kind, r.name_key limit :limit)
                union
                (select r.id from member m join room r on r.id = m.room_id
                where :scope = 'all' and m.account_id = :account and m.left_at is null and r.name_key > :after%s
                order by r.name_key limit :limit)
            ) k
            join room r on r.id = k.id
            left join member m on m.room_id = r.id and m.account_id = :account and m.left_at is null
            order by r.name_key limit :limit""";

    private static final String FULL_LIST = LIST.formatted(RoomRow.COLUMNS, MEMBERSHIP_COLUMNS, "", "");
    private static final String FILTERED_LIST = LIST.formatted(RoomRow.COLUMNS, MEMBERSHIP_COLUMNS, MATCHES, MATCHES);

    private static final String DIRECT = """
            select %s, %s
            from member m join room r on r.id = m.room_id
            left join message x on x.room_id = r.id and x.seq = r.last_seq
            where m.account_id = :account and m.left_at is null and r.kind = 'direct'
            order by coalesce(x.created_at, r.created_at) desc, r.id limit :limit""".formatted(RoomRow.COLUMNS, MEMBERSHIP_COLUMNS);

    private static final String ALL = """
            select %s, %s
            from room r
            left join member m on m.room_id = r.id and m.account_id = :account and m.left_at is null
            where r.name_key > :after%s
            order by r.name_key limit :limit""".formatted(RoomRow.COLUMNS, MEMBERSHIP_COLUMNS, MATCHES);

    private static final String LAST_TIMES = """
            select r.id, m.created_at
            from unnest(cast(:rooms as varchar array)) as k(id)
            join room r on r.id = k.id
            join message m on m.room_id = r.id and m.seq = r.last_seq""";

    private static final String SIZES = """
            select m.room_id, count(*) as members
            from unnest(cast(:rooms as varchar array)) as k(room_id)
            join member m on m.room_id = k.room_id
            where m.left_at is null group by m.room_id""";

    /** The memberships of accounts, by key, so that the cost is one index look-up per membership. */
    private static final String OWN_ROOMS = """
            select %s, %s, m.account_id
            from unnest(cast(:accounts as bigint array)) as k(account_id)
            join member m on m.account_id = k.account_id and m.left_at is null
            join room r on r.id = m.room_id
            order by m.account_id, m.room_id limit :limit""".formatted(RoomRow.COLUMNS, MEMBERSHIP_COLUMNS);

    private static final String OWN_ROOMS_WITH_KEYS = """
            select %s, %s, m.account_id
            from unnest(cast(:keys as varchar array), cast(:accounts as bigint array)) as k(room_id, account_id)
            join member m on m.room_id = k.room_id and m.account_id = k.account_id and m.left_at is null
            join room r on r.id = m.room_id""".formatted(RoomRow.COLUMNS, MEMBERSHIP_COLUMNS);

    private final DatabaseClient database;
    private final GroupRead<OwnRooms.Key, Membership> memberships =
            new GroupRead<>(CAPACITY, MAX_BATCH, this::memberships);

    Rooms(DatabaseClient database) {
        this.database = database;
    }

    /** Empty if the room does not exist. Concurrent calls share one statement. */
    public Mono<Membership> byId(String room, long account) {
        return RoomId.isValid(room) ? memberships.get(new OwnRooms.Key(room, account)) : Mono.empty();
    }

    /** A room with exactly this name precedes one that formerly had it. */
    Mono<Membership> byName(RoomName name, long account) {
        return findByKey(BY_NAME, name.key(), account)
                .switchIfEmpty(Mono.defer(() -> findByKey(BY_LOOK_ALIKE, name.lookKey(), account)));
    }

    private Mono<Membership> findByKey(String sql, String key, long account) {
        return findOwn(sql, List.of(new OwnRooms.Key(key, account)))
                .map(OwnRooms.OwnRoom::membership)
                .next();
    }

    private Mono<Map<OwnRooms.Key, Membership>> memberships(Set<OwnRooms.Key> keys) {
        return findOwn(BY_ID, List.copyOf(keys))
                .collectMap(row -> new OwnRooms.Key(row.room(), row.account()), OwnRooms.OwnRoom::membership);
    }

    private Flux<OwnRooms.OwnRoom> findOwn(String sql, List<OwnRooms.Key> keys) {
        return database.sql(sql)
                .bind("keys", keys.stream().map(OwnRooms.Key::room).toArray(String[]::new))
                .bind("accounts", keys.stream().map(OwnRooms.Key::account).toArray(Long[]::new))
                .map(Rooms::ownRoom)
                .all();
    }

    /** Returns the rooms that the account may see, by name. */
    Mono<List<Membership>> list(RoomQuery query, long account, int limit) {
        DatabaseClient.GenericExecuteSpec list = query.all()
                ? database.sql(FULL_LIST)
                : database.sql(FILTERED_LIST).bind("name", query.namePattern()).bind("title", query.titlePattern());
        return list.bind("account", account)
                .bind("scope", query.scope().name().toLowerCase(Locale.ROOT))
                .bind("after", query.afterKey())
                .bind("limit", limit)
                .map(Rooms::membership)
                .all()
                .collectList();
    }

    /** Returns all named rooms without an access check. */
    public Mono<List<Membership>> all(RoomQuery query, long account, int limit) {
        return database.sql(ALL)
                .bind("account", account)
                .bind("after", query.afterKey())
                .bind("name", query.namePattern())
                .bind("title", query.titlePattern())
                .bind("limit", limit)
                .map(Rooms::membership)
                .all()
                .collectList();
    }

    Mono<List<Membership>> direct(long account, int limit) {
        return database.sql(DIRECT)
                .bind("account", account)
                .bind("limit", limit)
                .map(Rooms::membership)
                .all()
                .collectList();
    }

    /** Returns the time of the newest message by room. Rooms without messages are missing. */
    Mono<Map<String, Instant>> lastTimes(Collection<String> rooms) {
        return database.sql(LAST_TIMES)
                .bind("rooms", rooms.toArray(String[]::new))
                .map(row -> Map.entry(
                        Objects.requireNonNull(row.get("id", String.class)),
                        Objects.requireNonNull(row.get("created_at", Instant.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Returns the number of members by room. Rooms without members are missing. */
    Mono<Map<String, Integer>> sizes(Collection<String> rooms) {
        return database.sql(SIZES)
                .bind("rooms", rooms.toArray(String[]::new))
                .map(row -> Map.entry(
                        Objects.requireNonNull(row.get("room_id", String.class)),
                        Objects.requireNonNull(row.get("members", Long.class)).intValue()))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    Flux<OwnRooms.OwnRoom> ofAccounts(Collection<Long> accounts) {
        return database.sql(OWN_ROOMS)
                .bind("accounts", accounts.toArray(Long[]::new))
                .bind("limit", OwnRooms.MAX_ROOMS * accounts.size())
                .map(Rooms::ownRoom)
                .all();
    }

    Flux<OwnRooms.OwnRoom> withKeys(List<OwnRooms.Key> keys) {
        return findOwn(OWN_ROOMS_WITH_KEYS, keys);
    }

    private static OwnRooms.OwnRoom ownRoom(Readable row) {
        return new OwnRooms.OwnRoom(Objects.requireNonNull(row.get("account_id", Long.class)), membership(row));
    }

    private static Membership membership(Readable row) {
        RowReader columns = new RowReader(row);
        RoomRow room = RoomRow.read(columns);
        @Nullable String role = columns.optionalText();
        boolean banned = columns.optionalInstant() != null;
        @Nullable Long readSeq = columns.optionalNumber();
        RoomPreferences preferences = preferences(columns);
        long mentions = columns.number();
        long deletions = columns.number();
        return new Membership(
                room,
                role == null || banned ? null : Role.of(role),
                banned,
                readSeq == null || banned ? 0 : readSeq,
                banned ? 0 : mentions,
                banned ? 0 : deletions,
                preferences);
    }

    private static RoomPreferences preferences(RowReader columns) {
        @Nullable String level = columns.optionalText();
        return new RoomPreferences(
                level == null ? null : NotificationLevel.of(level).orElse(null),
                columns.optionalNumber(),
                columns.flag());
    }
}
