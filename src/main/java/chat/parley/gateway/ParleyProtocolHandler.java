package chat.parley.gateway;

import chat.parley.account.Profile;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.hub.Dialect;
import chat.parley.inbox.InboxService;
import chat.parley.inbox.UnreadUpdate;
import chat.parley.people.AccountPresence;
import chat.parley.people.PeopleFeed;
import chat.parley.people.PersonState;
import chat.parley.roomlog.state.RoomId;
import chat.parley.session.Scope;
import chat.parley.transport.InboundFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The protocol {@code parley.v1}: decodes frames, dispatches them to their handlers and sends the results. */
@Component
class ParleyProtocolHandler implements ProtocolHandler {

    private final FrameCodec frames;
    private final ParleyDialect dialect;
    private final RoomOpener opener;
    private final CommandHandler commands;
    private final InboxService inboxes;
    private final PeopleFeed people;
    private final AccountPresence presence;
    private final RateLimits limits;
    private final FrameFailures failures;
    private final GatewayMeters meters;

    ParleyProtocolHandler(
            FrameCodec frames,
            ParleyDialect dialect,
            RoomOpener opener,
            CommandHandler commands,
            InboxService inboxes,
            PeopleFeed people,
            AccountPresence presence,
            RateLimits limits,
            FrameFailures failures,
            GatewayMeters meters) {
        this.frames = frames;
        this.dialect = dialect;
        this.opener = opener;
        this.commands = commands;
        this.inboxes = inboxes;
        this.people = people;
        this.presence = presence;
        this.limits = limits;
        this.failures = failures;
        this.meters = meters;
    }

    @Override
    public Mono<Void> start(Connection connection) {
        // Deferred so that the frame is not retained for the life of the connection
        return Mono.defer(() -> send(connection, welcome(connection)));
    }

    private static ServerFrame welcome(Connection connection) {
        return new ServerFrame.Welcome(
                connection.id(),
                Profile.of(connection.session().account()),
                HeartbeatMonitor.HEARTBEAT.toSeconds(),
                connection.epoch());
    }

    @Override
    public Mono<Void> handle(Connection connection, InboundFrame received) {
        try {
            ClientFrame frame = frames.decode(received.frame(), ClientFrame.class);
            return Mono.defer(() -> serve(connection, frame))
                    .onErrorResume(failure -> refuse(connection, frame.ref(), failure));
        } catch (Refusal refusal) {
            return refuse(connection, frames.ref(received.bytes()), refusal);
        }
    }

    private Mono<Void> serve(Connection connection, ClientFrame frame) {
        if (frame instanceof ClientFrame.Ping ping) {
            return send(connection, new ServerFrame.Pong(ping.ref()));
        }
        connection.session().mustAllow(frame.reads() ? Scope.READ : Scope.WRITE);
        if (frame instanceof ClientFrame.Open open) {
            return inOrder(connection, open(connection, open));
        }
        if (frame instanceof ClientFrame.Close close) {
            connection.rooms().leave(close.room());
            return send(connection, new ServerFrame.Closed(close.ref(), close.room(), null));
        }
        if (frame instanceof ClientFrame.Watch watch) {
            return inOrder(connection, watch(connection, watch));
        }
        if (frame instanceof ClientFrame.People followed) {
            limits.take(Rate.OPEN, connection.session().account().id());
            return Mono.fromRunnable(() -> connection.people().follow(people, followed.usernames()));
        }
        if (frame instanceof ClientFrame.Active state) {
            presence.active(connection.id(), connection.session().account(), state.active());
            return Mono.empty();
        }
        return commands.write(connection, frame).flatMap(answer -> send(connection, answer));
    }

    /** Runs requests with long answers one at a time, so that at most one such answer waits for a blocked socket. */
    private Mono<Void> inOrder(Connection connection, Mono<Void> task) {
        limits.take(Rate.OPEN, connection.session().account().id());
        return connection.inOrder(task);
    }

    private Mono<Void> open(Connection connection, ClientFrame.Open frame) {
        if (!RoomId.isValid(frame.room())) {
            return Mono.error(RoomId.notFound());
        }
        return opener.open(
                connection, frame.room(), frame.position(), opened -> send(connection, opened(frame.ref(), opened)));
    }

    /** Sends the answer first, then the updates. */
    private Mono<Void> watch(Connection connection, ClientFrame.Watch frame) {
        return inboxes.watch(connection.roomList(), connection.session().account())
                .publishOn(connection.scheduler())
                .doOnDiscard(
                        InboxService.Watched.class,
                        watched -> watched.subscription().end())
                .flatMap(watched -> {
                    connection.roomList().watch(watched.subscription());
                    return Mono.when(
                            send(connection, new ServerFrame.Watching(frame.ref(), watched.rooms())),
                            Mono.fromRunnable(() -> connection.loop().execute(watched.subscription()::start)));
                });
    }

    private static ServerFrame.Opened opened(@Nullable Object ref, RoomOpener.Opened opened) {
        var snapshot = opened.snapshot();
        return new ServerFrame.Opened(
                ref,
                opened.cursor().room(),
                snapshot.epoch(),
                snapshot.revision(),
                snapshot.lastSeq(),
                opened.membership().readSeq(),
                opened.membership().role(),
                snapshot.state(),
                opened.online(),
                snapshot.messages(),
                snapshot.members(),
                snapshot.notices(),
                snapshot.reset());
    }

    private Mono<Void> refuse(Connection connection, @Nullable Object ref, Throwable failure) {
        ServerFrame.Refused refused = ServerFrame.Refused.of(ref, failures.problem(failure));
        meters.refused(refused);
        return send(connection, refused);
    }

    private Mono<Void> send(Connection connection, ServerFrame frame) {
        return connection.answer(frames.encode(frame));
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public List<byte[]> encodeOnline(String room, List<String> names) {
        return List.of(dialect.encodeEveryone(room, names));
    }

    @Override
    public byte[] encodeUpdate(UnreadUpdate update) {
        return frames.encode(update);
    }

    @Override
    public byte[] encodePeople(List<PersonState> states) {
        return frames.encode(new ServerFrame.People(states));
    }

    @Override
    public void removed(Connection connection, String room) {
        send(connection, new ServerFrame.Closed(null, room, "removed")).subscribe();
    }
}
