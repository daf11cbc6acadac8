package chat.parley.roomlog;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Stores a new room with its first two changes: the room at revision 1, its owner at revision 2. */
@Component
class RoomCreation {

    private static final String INSERT_ROOM = """
            insert into room (id, name, name_key, title, topic, kind, owner_id,
                last_seq, revision, state_revision, created_at)
            values (:id, :name, :key, :title, :topic, :kind, :owner, 0, 2, 1, :now)""";

    private static final String INSERT_OWNER = """
            insert into member (room_id, account_id, role, read_seq, revision, joined_at, display_name)
            values (:id, :owner, 'owner', 0, 2, :now, :shown)""";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final SecureRandom random;
    private final Clock clock;

    RoomCreation(DatabaseClient database, TransactionalOperator transaction, SecureRandom random, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.random = random;
        this.clock = clock;
    }

    Mono<RoomState> create(NewRoom room) {
        return Mono.defer(
                () -> store(room, RoomId.random(random), clock.instant().truncatedTo(ChronoUnit.MILLIS)));
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
                .bind("shown", room.owner().displayName())
                .then();
        return insertRoom
                .onErrorMap(DataIntegrityViolationException.class, taken -> BatchWriter.roomExists())
                .then(insertOwner)
                .as(transaction::transactional)
                .thenReturn(new RoomState(
                        id,
                        room.name().value(),
                        room.title(),
                        room.topic(),
                        room.kind(),
                        room.owner().username(),
                        0,
                        1,
                        now,
                        null));
    }
}
