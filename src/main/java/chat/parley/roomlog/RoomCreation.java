package chat.parley.roomlog;

import chat.parley.database.TransientFailures;
import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.RoomId;
import chat.parley.roomlog.state.RoomName;
import chat.parley.roomlog.state.RoomState;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Stores a new room with its first changes: the room at revision 1 and its owner at revision 2. A direct conversation
 * has no owner; its members follow at revisions 2, 3 and so on.
 */
@Component
class RoomCreation {

    private static final String INSERT_ROOM = """
            insert into room (id, name, name_key, title, topic, kind, owner_id,
                last_seq, revision, state_revision, created_at)
            values (:id, :name, :key, :title, :topic, :kind, :owner, 0, 2, 1, :now)""";

    private static final String INSERT_OWNER = """
            insert into member (room_id, account_id, role, read_seq, revision, joined_at, display_name, avatar_id)
            select :id, a.id, 'owner', 0, 2, :now, a.display_name, a.avatar_id from account a where a.id = :owner""";

    private static final String INSERT_DIRECT = """
            insert into room (id, title, topic, kind, people_key, people,
                last_seq, revision, state_revision, created_at)
            values (:id, '', '', 'direct', :key, :people, 0, :revision, 1, :now)""";

    private static final String INSERT_PEOPLE = """
            insert into member (room_id, account_id, role, read_seq, revision, joined_at, display_name, avatar_id)
            select :id, a.id, 'member', 0, k.revision, :now, a.display_name, a.avatar_id
            from unnest(cast(:accounts as bigint array), cast(:revisions as bigint array)) as k(account_id, revision)
            join account a on a.id = k.account_id where a.disabled_at is null""";

    private static final String FIND_DIRECT = "select id from room where people_key = :key";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final SecureRandom random;
    private final RoomNames names;
    private final Clock clock;

    RoomCreation(
            DatabaseClient database,
            TransactionalOperator transaction,
            SecureRandom random,
            RoomNames names,
            Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.random = random;
        this.names = names;
        this.clock = clock;
    }

    Mono<RoomState> create(NewRoom room) {
        return Mono.defer(
                        () -> store(room, RoomId.random(random), clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                .retryWhen(TransientFailures.retry());
    }

    private Mono<RoomState> store(NewRoom room, String id, Instant now) {
        Mono<Void> insertRoom = database.sql(INSERT_ROOM)
                .bind("id", id)
                .bind("name", room.name().value())
                .bind("key", room.name().key())
                .bind("title", room.title())
                .bind("topic", room.topic())
                .bind("kind", room.kind().wire())
                .bind("owner", room.owner().id())
                .bind("now", now)
                .then();
        Mono<Void> insertOwner = database.sql(INSERT_OWNER)
                .bind("id", id)
                .bind("owner", room.owner().id())
                .bind("now", now)
                .then();
        return names.take(id, room.name())
                .then(insertRoom)
                .onErrorMap(DataIntegrityViolationException.class, violation -> RoomName.taken())
                .then(Mono.defer(() -> refuseMixed(room.name())))
                .then(insertOwner)
                .as(transaction::transactional)
                .thenReturn(new RoomState(
                        id,
                        room.name().value(),
                        room.title(),
                        room.topic(),
                        room.kind(),
                        room.owner().username(),
                        null,
                        0,
                        1,
                        now,
                        null,
                        List.of(),
                        true));
    }

    /** A free name cannot collide by its key, but one that mixes alphabets may still look like another name. */
    private static Mono<Void> refuseMixed(RoomName name) {
        return name.mixesAlphabets() ? Mono.error(RoomName::mixedAlphabets) : Mono.empty();
    }

    /** Returns the id of the direct conversation of these accounts; empty if they have none. */
    Mono<String> findDirect(Collection<Actor> people) {
        return database.sql(FIND_DIRECT)
                .bind("key", key(people))
                .map(row -> Columns.text(row, "id"))
                .one();
    }

    /**
     * Refuses with {@code account_disabled} if one of the people is disabled.
     *
     * @return the id; empty if a concurrent request has created the conversation
     */
    Mono<String> createDirect(Collection<Actor> people) {
        return Mono.defer(() -> storeDirect(
                        people.stream()
                                .sorted(Comparator.comparing(Actor::username))
                                .toList(),
                        RoomId.random(random),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                .onErrorResume(DuplicateKeyException.class, exists -> Mono.empty());
    }

    private Mono<String> storeDirect(List<Actor> people, String id, Instant now) {
        Mono<Void> insertRoom = database.sql(INSERT_DIRECT)
                .bind("id", id)
                .bind("key", key(people))
                .bind("people", people.stream().map(Actor::username).collect(Collectors.joining(",")))
                .bind("revision", people.size() + 1)
                .bind("now", now)
                .then();
        Mono<Void> insertPeople = database.sql(INSERT_PEOPLE)
                .bind("id", id)
                .bind("accounts", people.stream().map(Actor::id).toArray(Long[]::new))
                .bind(
                        "revisions",
                        LongStream.rangeClosed(2, people.size() + 1).boxed().toArray(Long[]::new))
                .bind("now", now)
                .fetch()
                .rowsUpdated()
                .filter(count -> count == people.size())
                .switchIfEmpty(Mono.error(MemberDraft::accountDisabled))
                .then();
        return insertRoom.then(insertPeople).as(transaction::transactional).thenReturn(id);
    }

    private static String key(Collection<Actor> people) {
        return people.stream().map(Actor::id).sorted().map(String::valueOf).collect(Collectors.joining(","));
    }
}
