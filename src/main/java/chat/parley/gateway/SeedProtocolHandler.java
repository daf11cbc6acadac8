package chat.parley.gateway;

import chat.parley.gateway.seeds.SeedDialect;
import chat.parley.http.Refusal;
import chat.parley.hub.Dialect;
import chat.parley.inbox.UnreadUpdate;
import chat.parley.message.MessageService;
import chat.parley.room.RoomService;
import chat.parley.session.Scope;
import chat.parley.transport.InboundFrame;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The protocols of the seeds: a socket is one room, named in its path, and a frame is a text to post. Other fields of a
 * frame (a room, a sender) are ignored. One instance per connection.
 */
final class SeedProtocolHandler implements ProtocolHandler {

    private final String name;
    private final SeedDialect dialect;
    private final Shared shared;
    private String room = "";
    private long posts;

    /** @param name the room's name, from the path */
    SeedProtocolHandler(String name, SeedDialect dialect, Shared shared) {
        this.name = name;
        this.dialect = dialect;
        this.shared = shared;
    }

    @Override
    public Mono<Void> start(Connection connection) {
        return Mono.fromRunnable(() -> connection.session().mustAllow(Scope.READ))
                .then(Mono.defer(
                        () -> shared.rooms.readByName(name, connection.session().account())))
                .flatMap(membership -> {
                    room = membership.room().id();
                    return shared.opener.open(
                            connection, room, ClientPosition.NONE, opened -> sendUsers(connection, opened.online()));
                })
                .onErrorResume(failure -> forbid(connection, failure));
    }

    private Mono<Void> sendUsers(Connection connection, List<String> names) {
        return Flux.fromIterable(dialect.users(names))
                .concatMap(connection::answer)
                .then();
    }

    private Mono<Void> forbid(Connection connection, Throwable failure) {
        boolean refused = failure instanceof Refusal refusal && refusal.retryAfter() == null;
        if (!refused) {
            return connection.end(CloseCode.FAILED);
        }
        return connection
                .answer(shared.frames.encode(Map.of("type", "forbidden_access")))
                .then(connection.end(CloseCode.REMOVED));
    }

    /** Posts a message; as in the seeds, sending the same text twice creates two messages. */
    @Override
    public Mono<Void> handle(Connection connection, InboundFrame received) {
        try {
            Text frame = shared.frames.decode(received.frame(), Text.class);
            String nonce = connection.id() + "." + ++posts;
            connection.session().mustAllow(Scope.WRITE);
            return shared.messages
                    .post(connection.session().account(), room, nonce, frame.message(), null)
                    .then()
                    .onErrorResume(failure -> refuse(connection, failure));
        } catch (Refusal refusal) {
            return refuse(connection, refusal);
        }
    }

    private Mono<Void> refuse(Connection connection, Throwable failure) {
        ServerFrame.Refused refused = ServerFrame.Refused.of(null, shared.failures.problem(failure));
        shared.meters.refused(refused);
        return connection.answer(shared.frames.encode(refused));
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public List<byte[]> encodeOnline(String openRoom, List<String> names) {
        return dialect.users(names);
    }

    @Override
    public byte @Nullable [] encodeUpdate(UnreadUpdate update) {
        return null;
    }

    @Override
    public void removed(Connection connection, String openRoom) {
        connection
                .answer(shared.frames.encode(Map.of("type", "forbidden_access")))
                .then(connection.end(CloseCode.REMOVED))
                .subscribe();
    }

    /** A frame of a seed client; other fields are ignored. */
    record Text(@Required String message) {}

    /** The collaborators that all seed connections share. */
    record Shared(
            FrameCodec frames,
            RoomOpener opener,
            RoomService rooms,
            MessageService messages,
            FrameFailures failures,
            GatewayMeters meters) {}
}
