package chat.parley.roomlog;

import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.MessageState;
import chat.parley.roomlog.state.RoomKind;
import chat.parley.roomlog.state.RoomName;
import chat.parley.roomlog.state.RoomState;
import chat.parley.support.ParleyServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** A node's room log with test helpers: creates accounts and rooms, and waits for results. */
public record LogNode(ParleyServer server) {

    public static final Duration TIMEOUT = Duration.ofMinutes(1);

    public RoomLog log() {
        return server.bean(RoomLog.class);
    }

    public Changes changes() {
        return server.bean(Changes.class);
    }

    public DatabaseClient database() {
        return server.bean(DatabaseClient.class);
    }

    /** Creates an account whose name starts with this text. */
    public Actor actor(String name) {
        String username = name + UUID.randomUUID().toString().substring(0, 8);
        Long id = database()
                .sql("insert into account (username, username_key, display_name, kind, admin, created_at)"
                        + " values (:name, :name, :name, 'member', false, :now)")
                .filter(statement -> statement.returnGeneratedValues("id"))
                .bind("name", username)
                .bind("now", Instant.now())
                .map(row -> row.get("id", Long.class))
                .one()
                .block(TIMEOUT);
        return new Actor(Objects.requireNonNull(id), username);
    }

    /** Returns the actor of a registered account. */
    public Actor actorOf(String username) {
        return await(database()
                .sql("select id from account where username = :name")
                .bind("name", username)
                .map(row -> new Actor(number(row.get(0)), username))
                .one());
    }

    public String room(Actor owner) {
        return room(owner, RoomKind.PUBLIC);
    }

    /** Creates a room. */
    public String room(Actor owner, RoomKind kind) {
        return create(owner, "room-" + UUID.randomUUID(), kind).id();
    }

    public RoomState create(Actor owner, String name, RoomKind kind) {
        return await(log().create(new NewRoom(RoomName.of(name), name, "", kind, owner)));
    }

    public Change write(String room, Write write) {
        return await(log().write(room, write));
    }

    public MessageState post(String room, Actor author, String text) {
        return post(room, author, nonce(), text);
    }

    public MessageState post(String room, Actor author, String nonce, String text) {
        return (MessageState) write(room, new MessageWrite.Post(author, nonce, text, null));
    }

    public Actor member(String room, String name) {
        Actor actor = actor(name);
        write(room, MemberWrite.Membership.join(actor));
        return actor;
    }

    public RoomRow row(String room) {
        return await(changes().room(room));
    }

    /** Returns the number that a query selects. */
    public long count(String sql, String room) {
        return await(database()
                .sql(sql)
                .bind("room", room)
                .map(row -> number(row.get(0)))
                .one());
    }

    private static Long number(@Nullable Object value) {
        return value == null ? 0L : ((Number) value).longValue();
    }

    public static String nonce() {
        return UUID.randomUUID().toString();
    }

    public static <T> T await(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(TIMEOUT));
    }
}
