package chat.parley.roomlog;

import chat.parley.database.RowReader;
import chat.parley.roomlog.state.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Locks the rooms of a batch that are free and loads what its writes need to be decided. Every statement serves any
 * number of rows.
 */
@Component
class BatchReader {

    /**
     * Also checks whether any account that acts or changes is disabled, at the cost of one lookup per account. This is
     * rare; only then are the disabled accounts read.
     */
    private static final String LOCK_ROOMS = """
            select %s, exists (select 1 from unnest(cast(:accounts as bigint array)) as d(id)
                join account a on a.id = d.id where a.disabled_at is not null) as some_disabled
            from unnest(cast(:rooms as varchar array)) as k(room_id)
            join room r on r.id = k.room_id order by r.id for update skip locked""".formatted(RoomRow.COLUMNS);

    private static final String EXISTING_ROOMS = """
            select r.id from unnest(cast(:rooms as varchar array)) as k(room_id) join room r on r.id = k.room_id""";

    private static final String TAKEN_NAMES = """
            select r.name_key, r.id
            from unnest(cast(:keys as varchar array)) as k(name_key) join room r on r.name_key = k.name_key""";

    private static final String MEMBERS = """
            select %s
            from unnest(cast(:rooms as varchar array), cast(:numbers as bigint array)) as k(room_id, account_id)
            join member m on m.room_id = k.room_id and m.account_id = k.account_id
            join account a on a.id = m.account_id""".formatted(MemberRow.COLUMNS);

    private static final String POSTED_BEFORE = """
            select %s
            from unnest(cast(:rooms as varchar array), cast(:numbers as bigint array), cast(:nonces as varchar array))
                as k(room_id, author_id, nonce)
            join message m on m.room_id = k.room_id and m.author_id = k.author_id and m.nonce = k.nonce
            join account a on a.id = m.author_id""".formatted(MessageRow.COLUMNS);

    private static final String MESSAGES = """
            select %s
            from unnest(cast(:rooms as varchar array), cast(:numbers as bigint array)) as k(room_id, seq)
            join message m on m.room_id = k.room_id and m.seq = k.seq
            join account a on a.id = m.author_id""".formatted(MessageRow.COLUMNS);

    /** Locked, so that none of them is removed as unposted in the meantime. */
    private static final String FILES = """
            select %s from file f join unnest(cast(:ids as varchar array)) as k(id) on f.id = k.id
            where f.seq is null for update""".formatted(FileRow.COLUMNS);

    private static final String DISABLED_ACCOUNTS = """
            select a.id from unnest(cast(:accounts as bigint array)) as k(id)
            join account a on a.id = k.id where a.disabled_at is not null""";

    private static final String PROFILES = """
            select a.id, a.username, a.display_name, a.avatar_id, a.disabled_at from unnest(cast(:accounts as bigint array)) as k(id)
            join account a on a.id = k.id""";

    private final DatabaseClient database;
    private final MentionReader mentions;
    private final PinReader pins;
    private final NoticeReader notices;

    BatchReader(DatabaseClient database, MentionReader mentions, PinReader pins, NoticeReader notices) {
        this.mentions = mentions;
        this.database = database;
        this.pins = pins;
        this.notices = notices;
    }

    Mono<Void> read(WriteBatch batch) {
        return database.sql(LOCK_ROOMS)
                .bind("rooms", batch.rooms().toArray(String[]::new))
                .bind("accounts", allAccounts(batch))
                .map(row -> {
                    RowReader columns = new RowReader(row);
                    batch.addLocked(RoomRow.read(columns));
                    return columns.flag();
                })
                .all()
                .reduce(false, Boolean::logicalOr)
                .flatMap(anyDisabled -> anyDisabled ? disabled(batch) : Mono.empty())
                .then(Mono.defer(() -> lockedElsewhere(batch)))
                .doOnNext(batch::partition)
                .then(Mono.defer(() -> takenNames(batch)))
                .then(Mono.defer(() -> mentions.read(batch)))
                .then(Mono.defer(() -> profiles(batch)))
                .then(Mono.defer(() -> members(batch)))
                .then(Mono.defer(() -> messages(batch)))
                .then(Mono.defer(() -> pins.read(batch)))
                .then(Mono.defer(() -> notices.read(batch)))
                .then(Mono.defer(() -> files(batch)));
    }

    private Mono<Void> disabled(WriteBatch batch) {
        return database.sql(DISABLED_ACCOUNTS)
                .bind("accounts", allAccounts(batch))
                .map(row -> Columns.number(row, "id"))
                .all()
                .doOnNext(batch::addDisabled)
                .then();
    }

    private static Long[] allAccounts(WriteBatch batch) {
        return batch.all().stream()
                .flatMap(pending -> pending.write().accounts())
                .map(Actor::id)
                .distinct()
                .toArray(Long[]::new);
    }

    /** Loads current profiles; only writes that store member rows need them. */
    private Mono<Void> profiles(WriteBatch batch) {
        List<Long> accounts = batch.pending().stream()
                .map(WriteBatch.Pending::write)
                .filter(Write::storesMembers)
                .flatMap(Write::accounts)
                .map(Actor::id)
                .distinct()
                .toList();
        return ifAny(
                accounts,
                () -> database.sql(PROFILES)
                        .bind("accounts", accounts.toArray(Long[]::new))
                        .map(row -> new Actor(
                                Columns.number(row, "id"),
                                Columns.text(row, "username"),
                                Columns.text(row, "display_name"),
                                row.get("avatar_id", String.class),
                                row.get("disabled_at", Instant.class) != null,
                                false))
                        .all()
                        .doOnNext(batch::load));
    }

    /**
     * Returns the rooms that exist but are locked by another transaction. Usually every room was locked, and no
     * statement runs.
     */
    private Mono<Set<String>> lockedElsewhere(WriteBatch batch) {
        String[] rooms = batch.unlockedRooms().toArray(String[]::new);
        return rooms.length == 0
                ? Mono.just(Set.of())
                : database.sql(EXISTING_ROOMS)
                        .bind("rooms", rooms)
                        .map(row -> Columns.text(row, "id"))
                        .all()
                        .collect(Collectors.toSet());
    }

    /** Loads the requested room names that are already taken. */
    private Mono<Void> takenNames(WriteBatch batch) {
        String[] keys = batch.pending().stream()
                .flatMap(pending -> WriteBatch.newName(pending.write()))
                .distinct()
                .toArray(String[]::new);
        return keys.length == 0
                ? Mono.empty()
                : database.sql(TAKEN_NAMES)
                        .bind("keys", keys)
                        .map(row -> Map.entry(Columns.text(row, "name_key"), Columns.text(row, "id")))
                        .all()
                        .doOnNext(name -> batch.loadName(name.getKey(), name.getValue()))
                        .then();
    }

    private Mono<Void> members(WriteBatch batch) {
        Stream<Key> owners = batch.drafts().stream()
                .map(RoomDraft::room)
                .filter(room -> room.owner() != null && transfersOwnership(batch, room.id()))
                .map(room -> new Key(room.id(), room.owner().id()));
        Stream<Key> actors = batch.pending().stream()
                .flatMap(pending -> pending.write().accounts().map(account -> new Key(pending.room(), account.id())));
        Stream<Key> mentioned = batch.pending().stream()
                .flatMap(pending -> batch.mentionTargets()
                        .accounts(pending.write().mentions())
                        .map(account -> new Key(pending.room(), account.id())));
        List<Key> keys = Stream.of(owners, actors, mentioned)
                .flatMap(stream -> stream)
                .filter(key -> !batch.isCached(key.room(), key.number()))
                .distinct()
                .toList();
        return ifAny(
                keys, () -> bindKeys(MEMBERS, keys).map(MemberRow::of).all().doOnNext(batch::load));
    }

    private static boolean transfersOwnership(WriteBatch batch, String room) {
        return batch.pending().stream()
                .anyMatch(pending ->
                        pending.room().equals(room) && pending.write().transfersOwnership());
    }

    /** Loads the messages already stored under the nonces of the batch's posts. Must be called after {@link #read}. */
    Mono<Void> postedBefore(WriteBatch batch) {
        return postedBefore(
                batch,
                batch.pending().stream()
                        .filter(pending -> pending.write().nonce() != null)
                        .toList());
    }

    private Mono<Void> postedBefore(WriteBatch batch, List<WriteBatch.Pending> posts) {
        List<Key> keys = posts.stream()
                .map(pending -> new Key(pending.room(), pending.write().actor().id()))
                .toList();
        String[] nonces = posts.stream().map(pending -> pending.write().nonce()).toArray(String[]::new);
        return ifAny(
                keys,
                () -> bindKeys(POSTED_BEFORE, keys)
                        .bind("nonces", nonces)
                        .map(MessageRow::of)
                        .all()
                        .doOnNext(batch::load));
    }

    private Mono<Void> messages(WriteBatch batch) {
        List<Key> keys = batch.pending().stream()
                .flatMap(pending -> pending.write().target().stream().mapToObj(seq -> new Key(pending.room(), seq)))
                .distinct()
                .toList();
        return ifAny(
                keys, () -> bindKeys(MESSAGES, keys).map(MessageRow::of).all().doOnNext(batch::load));
    }

    /** A repeated post refers to files that are already posted: it must be recognised before they are reported missing. */
    private Mono<Void> files(WriteBatch batch) {
        List<WriteBatch.Pending> posts = batch.pending().stream()
                .filter(pending -> !pending.write().newFiles().isEmpty())
                .toList();
        if (posts.isEmpty()) {
            return Mono.empty();
        }
        String[] ids = posts.stream()
                .flatMap(pending -> pending.write().newFiles().stream())
                .distinct()
                .sorted()
                .toArray(String[]::new);
        return postedBefore(batch, posts)
                .thenMany(database.sql(FILES).bind("ids", ids).map(FileRow::of).all())
                .doOnNext(batch::load)
                .then();
    }

    private GenericExecuteSpec bindKeys(String sql, List<Key> keys) {
        return database.sql(sql)
                .bind("rooms", keys.stream().map(Key::room).toArray(String[]::new))
                .bind("numbers", keys.stream().map(Key::number).toArray(Long[]::new));
    }

    private static Mono<Void> ifAny(List<?> keys, Supplier<Flux<?>> read) {
        return keys.isEmpty() ? Mono.empty() : read.get().then();
    }

    /** The key of a row: its room, and an account id or message number. */
    private record Key(String room, Long number) {}
}
