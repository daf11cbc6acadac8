package chat.parley.roomlog;

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

/** Locks those of a batch's rooms that are free, and loads what deciding its writes takes; each statement serves any number of rows. */
@Component
class BatchReader {

    /** Also says, for one lookup each, whether any of the actors has been disabled, which is rare. */
    private static final String LOCK_ROOMS = """
            select %s, exists (select 1 from unnest(cast(:actors as bigint array)) as d(id)
                join account a on a.id = d.id where a.disabled_at is not null) as some_disabled
            from unnest(cast(:rooms as varchar array)) as k(room_id)
            join room r on r.id = k.room_id order by r.id for update skip locked""".formatted(RoomRow.COLUMNS);

    private static final String EXISTING = """
            select r.id from unnest(cast(:rooms as varchar array)) as k(room_id) join room r on r.id = k.room_id""";

    private static final String ROOM_NAMES = """
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

    private static final String CALLED = """
            select a.id, a.username, a.username_key
            from unnest(cast(:keys as varchar array)) as k(username_key)
            join account a on a.username_key = k.username_key""";

    private static final String DISABLED = """
            select a.id from unnest(cast(:actors as bigint array)) as k(id)
            join account a on a.id = k.id where a.disabled_at is not null""";

    private static final String NAMES = """
            select a.id, a.display_name from unnest(cast(:accounts as bigint array)) as k(id)
            join account a on a.id = k.id""";

    private final DatabaseClient database;

    BatchReader(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> read(Batch batch) {
        return database.sql(LOCK_ROOMS)
                .bind("rooms", batch.rooms().toArray(String[]::new))
                .bind("actors", actors(batch))
                .map(row -> {
                    batch.locked(RoomRow.of(row));
                    return Boolean.TRUE.equals(row.get(RoomRow.WIDTH, Boolean.class));
                })
                .all()
                .reduce(false, Boolean::logicalOr)
                .flatMap(some -> some ? disabled(batch) : Mono.empty())
                .then(Mono.defer(() -> lockedElsewhere(batch)))
                .doOnNext(batch::divide)
                .then(Mono.defer(() -> names(batch)))
                .then(Mono.defer(() -> called(batch)))
                .then(Mono.defer(() -> displayNames(batch)))
                .then(Mono.defer(() -> members(batch)))
                .then(Mono.defer(() -> messages(batch)));
    }

    private Mono<Void> disabled(Batch batch) {
        return database.sql(DISABLED)
                .bind("actors", actors(batch))
                .map(row -> Columns.number(row, "id"))
                .all()
                .doOnNext(batch::disabled)
                .then();
    }

    private static Long[] actors(Batch batch) {
        return batch.all().stream()
                .map(one -> one.write().actor().id())
                .distinct()
                .toArray(Long[]::new);
    }

    /** Only rows of members hold names. */
    private Mono<Void> displayNames(Batch batch) {
        List<Long> accounts = batch.pending().stream()
                .map(Batch.Pending::write)
                .filter(Write.OfMembers.class::isInstance)
                .flatMap(BatchReader::accounts)
                .distinct()
                .toList();
        return ifAny(
                accounts,
                () -> database.sql(NAMES)
                        .bind("accounts", accounts.toArray(Long[]::new))
                        .map(row -> Map.entry(Columns.number(row, "id"), Columns.text(row, "display_name")))
                        .all()
                        .doOnNext(name -> batch.load(name.getKey(), name.getValue())));
    }

    /** Nearly always all rooms are there and free: no statement then. */
    private Mono<Set<String>> lockedElsewhere(Batch batch) {
        String[] rooms = batch.notLocked().toArray(String[]::new);
        return rooms.length == 0
                ? Mono.just(Set.of())
                : database.sql(EXISTING)
                        .bind("rooms", rooms)
                        .map(row -> Columns.text(row, "id"))
                        .all()
                        .collect(Collectors.toSet());
    }

    /** Of the names that rooms are about to get, those that others have. */
    private Mono<Void> names(Batch batch) {
        String[] keys = batch.pending().stream()
                .flatMap(one -> Batch.newName(one.write()))
                .distinct()
                .toArray(String[]::new);
        return keys.length == 0
                ? Mono.empty()
                : database.sql(ROOM_NAMES)
                        .bind("keys", keys)
                        .map(row -> Map.entry(Columns.text(row, "name_key"), Columns.text(row, "id")))
                        .all()
                        .doOnNext(name -> batch.loadName(name.getKey(), name.getValue()))
                        .then();
    }

    /** Most texts call nobody: no statement then. */
    private Mono<Void> called(Batch batch) {
        String[] keys = batch.pending().stream()
                .flatMap(one -> calls(one.write()).keys())
                .distinct()
                .toArray(String[]::new);
        return keys.length == 0
                ? Mono.empty()
                : database.sql(CALLED)
                        .bind("keys", keys)
                        .map(row -> {
                            Actor account = new Actor(Columns.number(row, "id"), Columns.text(row, "username"));
                            batch.load(Columns.text(row, "username_key"), account);
                            return account;
                        })
                        .all()
                        .then();
    }

    private static Calls calls(Write write) {
        if (write instanceof Write.Post post) {
            return post.calls();
        }
        return write instanceof Write.Edit edit ? edit.calls() : Calls.NONE;
    }

    private Mono<Void> members(Batch batch) {
        Stream<Key> owning = batch.drafts().stream()
                .map(RoomDraft::room)
                .filter(room -> room.ownerId() != null && handsOver(batch, room.id()))
                .map(room -> new Key(room.id(), room.ownerId()));
        Stream<Key> acting = batch.pending().stream()
                .flatMap(one -> accounts(one.write()).map(account -> new Key(one.room(), account)));
        Stream<Key> called = batch.pending().stream()
                .flatMap(one -> calls(one.write())
                        .keys()
                        .flatMap(batch::called)
                        .map(account -> new Key(one.room(), account.id())));
        List<Key> keys = Stream.of(owning, acting, called)
                .flatMap(one -> one)
                .filter(one -> !batch.knows(one.room(), one.number()))
                .distinct()
                .toList();
        return ifAny(keys, () -> keyed(MEMBERS, keys).map(MemberRow::of).all().doOnNext(batch::load));
    }

    private static Stream<Long> accounts(Write write) {
        Stream<Long> actor = Stream.of(write.actor().id());
        if (write instanceof Write.Ban ban) {
            return Stream.concat(actor, Stream.of(ban.subject().id()));
        }
        return write instanceof Write.Membership membership
                ? Stream.concat(actor, Stream.of(membership.subject().id()))
                : actor;
    }

    private static boolean handsOver(Batch batch, String room) {
        return batch.pending().stream()
                .anyMatch(one -> one.room().equals(room)
                        && one.write() instanceof Write.Membership membership
                        && membership.role() == Role.OWNER);
    }

    /** What was stored under the nonces of the batch's posts; to be called after {@link #read}. */
    Mono<Void> postedBefore(Batch batch) {
        List<Batch.Pending> posts = batch.pending().stream()
                .filter(one -> one.write() instanceof Write.Post)
                .toList();
        List<Key> keys = posts.stream()
                .map(one -> new Key(one.room(), one.write().actor().id()))
                .toList();
        String[] nonces =
                posts.stream().map(one -> ((Write.Post) one.write()).nonce()).toArray(String[]::new);
        return ifAny(
                keys,
                () -> keyed(POSTED_BEFORE, keys)
                        .bind("nonces", nonces)
                        .map(MessageRow::of)
                        .all()
                        .doOnNext(batch::load));
    }

    private Mono<Void> messages(Batch batch) {
        List<Key> keys = batch.pending().stream()
                .flatMap(one -> seq(one.write()).map(seq -> new Key(one.room(), seq)))
                .distinct()
                .toList();
        return ifAny(keys, () -> keyed(MESSAGES, keys).map(MessageRow::of).all().doOnNext(batch::load));
    }

    private static Stream<Long> seq(Write write) {
        if (write instanceof Write.Edit edit) {
            return Stream.of(edit.seq());
        }
        if (write instanceof Write.React react) {
            return Stream.of(react.seq());
        }
        return write instanceof Write.Delete delete ? Stream.of(delete.seq()) : Stream.empty();
    }

    private GenericExecuteSpec keyed(String sql, List<Key> keys) {
        return database.sql(sql)
                .bind("rooms", keys.stream().map(Key::room).toArray(String[]::new))
                .bind("numbers", keys.stream().map(Key::number).toArray(Long[]::new));
    }

    private static Mono<Void> ifAny(List<?> keys, Supplier<Flux<?>> read) {
        return keys.isEmpty() ? Mono.empty() : read.get().then();
    }

    /** A row's room and its account or number there. */
    private record Key(String room, Long number) {}
}
