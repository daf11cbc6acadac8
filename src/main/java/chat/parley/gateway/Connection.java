package chat.parley.gateway;

import chat.parley.http.Refusal;
import chat.parley.hub.Cursor;
import chat.parley.hub.Dialect;
import chat.parley.hub.Hub;
import chat.parley.inbox.UnreadUpdate;
import chat.parley.people.PersonState;
import chat.parley.presence.Presence;
import chat.parley.session.Session;
import chat.parley.transport.FrameBatch;
import chat.parley.transport.InboundFrame;
import chat.parley.transport.Socket;
import chat.parley.transport.SocketWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketMessage;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * One open WebSocket: its lifecycle, its inbound and outbound frames, its open rooms and its subscription to other
 * rooms. Everything runs on the socket's event loop unless stated otherwise.
 */
final class Connection implements Outbound.Source {

    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    /** The minimum interval between typing signals. */
    private static final long MIN_TYPING_INTERVAL = Duration.ofSeconds(1).toNanos();

    /** The time limit for each step of a graceful close. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(300);

    private final String id;
    private final String epoch;
    private final Session session;
    private final Socket socket;
    private final SocketWriter writer;
    private final ProtocolHandler protocol;
    private final Outbound outbound;
    private final RoomListUpdates roomList;
    private final FollowedPeople people;
    private final OpenRooms rooms;
    private final GatewayMeters meters;
    private final Sinks.Empty<Void> sent = Sinks.empty();
    private final Sinks.Empty<Void> ended = Sinks.empty();
    /** The end of a session may be reported more than once. */
    private final AtomicBoolean closing = new AtomicBoolean();

    /** Completes when the previous work given to {@link #inOrder} is done. */
    private Mono<Void> previousTask = Mono.empty();

    private long typedAt = System.nanoTime() - MIN_TYPING_INTERVAL;

    Connection(
            String id,
            String epoch,
            Session session,
            Socket socket,
            SocketWriter writer,
            ProtocolHandler protocol,
            Hub hub,
            Presence presence,
            GatewayMeters meters) {
        this.id = id;
        this.epoch = epoch;
        this.session = session;
        this.socket = socket;
        this.writer = writer;
        this.protocol = protocol;
        this.meters = meters;
        this.outbound = new Outbound(socket.loop(), writer, this);
        this.roomList = new RoomListUpdates(this, outbound);
        this.people = new FollowedPeople(socket.loop(), outbound);
        this.rooms = new OpenRooms(this, roomList, outbound, hub, presence);
    }

    String id() {
        return id;
    }

    /**
     * Returns the epoch of the database's history in which the connection began. The connection ends when another epoch
     * begins.
     */
    String epoch() {
        return epoch;
    }

    Session session() {
        return session;
    }

    String username() {
        return session.account().username();
    }

    /** Returns whether the client speaks the protocol of this server, not an older one. */
    boolean usesParley() {
        return protocol instanceof ParleyProtocolHandler;
    }

    OpenRooms rooms() {
        return rooms;
    }

    RoomListUpdates roomList() {
        return roomList;
    }

    FollowedPeople people() {
        return people;
    }

    /** Returns the event loop as a scheduler for Reactor operators. */
    Scheduler scheduler() {
        return socket.scheduler();
    }

    /** Runs the connection until its inbound or outbound side ends. */
    Mono<Void> run() {
        return Mono.when(runOutbound(), runInbound()).doFinally(end -> {
            ended.tryEmitEmpty();
            socket.loop().execute(this::cleanUp);
        });
    }

    private Mono<Void> runOutbound() {
        return outbound.run().doFinally(end -> sent.tryEmitEmpty());
    }

    private Mono<Void> runInbound() {
        return protocol.start(this)
                .thenMany(socket.session().receive())
                .flatMap(this::handle, ProtocolHandler.MAX_CONCURRENT_FRAMES)
                .then(Mono.fromRunnable(outbound::finish));
    }

    private Mono<Void> handle(WebSocketMessage message) {
        meters.received();
        Refusal refusal = socket.throttle().count();
        InboundFrame frame = InboundFrame.of(message);
        return protocol.handle(this, refusal == null ? frame : frame.refused(refusal));
    }

    /**
     * Sends an answer. Safe to call from any thread.
     *
     * @return completes when the socket has taken the frame
     */
    Mono<Void> answer(byte[] frame) {
        return outbound.answer(frame);
    }

    /** Runs work after all earlier work given to this method is done. Must be subscribed to on the loop. */
    Mono<Void> inOrder(Mono<Void> work) {
        Sinks.Empty<Void> done = Sinks.empty();
        Mono<Void> previous = previousTask;
        previousTask = done.asMono();
        return previous.then(work).doFinally(end -> done.tryEmitEmpty());
    }

    /** Returns whether a typing signal may be sent now, and if so starts a new interval. */
    boolean mayTypeNow() {
        boolean allowed = System.nanoTime() - typedAt >= MIN_TYPING_INTERVAL;
        typedAt = allowed ? System.nanoTime() : typedAt;
        return allowed;
    }

    private void cleanUp() {
        outbound.cancel();
        rooms.closeAll();
        roomList.end();
        people.end();
    }

    /**
     * Ends the connection: sends pending answers if the client takes them soon, then the close frame, then closes the
     * channel. Safe to call from any thread; completes when the connection is closed.
     */
    Mono<Void> end(CloseStatus status) {
        return Mono.<Void>fromRunnable(() -> {
                    if (!closing.getAndSet(true)) {
                        meters.ended(status);
                    }
                    socket.loop().execute(outbound::finish);
                })
                .then(sent.asMono().timeout(CLOSE_TIMEOUT, Mono.empty()))
                .then(socket.session().close(status).timeout(CLOSE_TIMEOUT, Mono.empty()))
                .onErrorComplete()
                .then(ended.asMono().timeout(CLOSE_TIMEOUT, Mono.fromRunnable(socket::abort)));
    }

    /** Sends a ping. Safe to call from any thread. */
    Mono<Void> ping() {
        return socket.session()
                .send(Mono.fromSupplier(() -> socket.session().pingMessage(factory -> factory.wrap(new byte[0]))))
                .onErrorComplete();
    }

    /** Returns the time since the last inbound frame, in nanoseconds. Safe to call from any thread. */
    long idleNanos() {
        return socket.throttle().idleNanos();
    }

    /** Returns whether frames wait for a blocked socket; approximate when called from another thread. */
    boolean slow() {
        return outbound.blocked();
    }

    /** Returns the event loop, which runs tasks sequentially and in order. */
    Executor loop() {
        return socket.loop();
    }

    /** Returns the executor that groups outbound work. */
    Executor deliveryExecutor() {
        return writer.deliveryExecutor();
    }

    Dialect dialect() {
        return protocol.dialect();
    }

    /** Ends the connection after an unexpected failure, so that its client resumes. */
    void failed(RuntimeException failure) {
        log.error("A connection failed and is closed", failure);
        end(CloseCode.FAILED).subscribe();
    }

    @Override
    public void ended(Cursor cursor) {
        if (rooms.holds(cursor)) {
            rooms.leave(cursor.room());
            protocol.removed(this, cursor.room());
        }
    }

    @Override
    public byte @Nullable [] updatesPending() {
        UnreadUpdate update = roomList.next();
        return update == null ? nextPeople() : protocol.encodeUpdate(update);
    }

    private byte @Nullable [] nextPeople() {
        List<PersonState> states = people.next();
        return states.isEmpty() ? null : protocol.encodePeople(states);
    }

    @Override
    public FrameBatch online(Cursor cursor) {
        return new FrameBatch(protocol.encodeOnline(cursor.room(), rooms.online(cursor.room())));
    }

    @Override
    public void delivered(FrameBatch batch) {
        meters.delivered(batch);
    }
}
