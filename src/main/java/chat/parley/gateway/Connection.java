package chat.parley.gateway;

import chat.parley.account.Session;
import chat.parley.http.Refusal;
import chat.parley.hub.Batch;
import chat.parley.hub.Cursor;
import chat.parley.hub.Dialect;
import chat.parley.hub.Hub;
import chat.parley.inbox.News;
import chat.parley.presence.Presence;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketMessage;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * One open WebSocket: its life, what is said and heard on it, and the rooms that are open on it or told of.
 * Except where said, everything runs on the socket's event loop.
 */
final class Connection implements Outbound.Source {

    private static final Log log = LogFactory.getLog(Connection.class);

    /** How often others may be told that somebody is typing. */
    private static final long TYPING = Duration.ofSeconds(1).toNanos();

    /** How long a client is given for each step of a friendly end. */
    private static final Duration POLITE = Duration.ofMillis(300);

    private final String id;
    private final String epoch;
    private final Session session;
    private final Socket socket;
    private final Wire wire;
    private final Conversation conversation;
    private final Outbound outbound;
    private final OtherRooms others;
    private final OpenRooms rooms;
    private final GatewayMeters meters;
    private final Sinks.Empty<Void> sent = Sinks.empty();
    private final Sinks.Empty<Void> over = Sinks.empty();
    /** The end of a session is told more than once. */
    private final AtomicBoolean ending = new AtomicBoolean();

    /** Completes when what was begun in turn is over. */
    private Mono<Void> turn = Mono.empty();

    private long typedAt = System.nanoTime() - TYPING;

    Connection(
            String id,
            String epoch,
            Session session,
            Socket socket,
            Wire wire,
            Conversation conversation,
            Hub hub,
            Presence presence,
            GatewayMeters meters) {
        this.id = id;
        this.epoch = epoch;
        this.session = session;
        this.socket = socket;
        this.wire = wire;
        this.conversation = conversation;
        this.meters = meters;
        this.outbound = new Outbound(socket.loop(), wire, this);
        this.others = new OtherRooms(this, outbound);
        this.rooms = new OpenRooms(this, others, outbound, hub, presence);
    }

    String id() {
        return id;
    }

    /** The epoch of the database's history in which it began; when another one begins, it ends. */
    String epoch() {
        return epoch;
    }

    Session session() {
        return session;
    }

    String username() {
        return session.account().username();
    }

    OpenRooms rooms() {
        return rooms;
    }

    OtherRooms others() {
        return others;
    }

    /** The loop, for operators. */
    Scheduler scheduler() {
        return socket.scheduler();
    }

    /** The life of the socket: what is said and what is heard, until either ends. */
    Mono<Void> run() {
        return Mono.when(say(), hear()).doFinally(end -> {
            over.tryEmitEmpty();
            socket.loop().execute(this::cleanUp);
        });
    }

    private Mono<Void> say() {
        return outbound.run().doFinally(end -> sent.tryEmitEmpty());
    }

    private Mono<Void> hear() {
        return conversation
                .begin(this)
                .thenMany(socket.session().receive())
                .flatMap(this::hear, Conversation.AT_ONCE)
                .then(Mono.fromRunnable(outbound::finish));
    }

    private Mono<Void> hear(WebSocketMessage message) {
        meters.heard();
        Refusal refusal = socket.intake().count();
        Heard heard = Heard.of(message);
        return conversation.hear(this, refusal == null ? heard : heard.refused(refusal));
    }

    /** @return completes when the socket has taken the frame; may be called from anywhere */
    Mono<Void> answer(byte[] frame) {
        return outbound.answer(frame);
    }

    /** Begins what is given after what was given before is over. To be called on the loop, when it is subscribed to. */
    Mono<Void> inTurn(Mono<Void> work) {
        Sinks.Empty<Void> done = Sinks.empty();
        Mono<Void> before = turn;
        turn = done.asMono();
        return before.then(work).doFinally(end -> done.tryEmitEmpty());
    }

    /** Whether others may be told again that somebody is typing here. */
    boolean mayTypeNow() {
        boolean may = System.nanoTime() - typedAt >= TYPING;
        typedAt = may ? System.nanoTime() : typedAt;
        return may;
    }

    private void cleanUp() {
        outbound.cancel();
        rooms.lose();
        others.lose();
    }

    /**
     * Ends the connection: what it is still owed first, if it takes that soon, then the reason, then the wire. May be
     * called from anywhere; completes when it is over.
     */
    Mono<Void> end(CloseStatus status) {
        return Mono.<Void>fromRunnable(() -> {
                    if (!ending.getAndSet(true)) {
                        meters.ended(status);
                    }
                    socket.loop().execute(outbound::finish);
                })
                .then(sent.asMono().timeout(POLITE, Mono.empty()))
                .then(socket.session().close(status).timeout(POLITE, Mono.empty()))
                .onErrorComplete()
                .then(over.asMono().timeout(POLITE, Mono.fromRunnable(socket::cut)));
    }

    /** Asks the client for a sign of life; may be called from anywhere. */
    Mono<Void> ping() {
        return socket.session()
                .send(Mono.fromSupplier(() -> socket.session().pingMessage(factory -> factory.wrap(new byte[0]))))
                .onErrorComplete();
    }

    /** How long nothing has been heard, in nanoseconds; may be called from anywhere. */
    long silence() {
        return socket.intake().silence();
    }

    /** Whether something waits for a socket that takes nothing; a guess when asked from elsewhere. */
    boolean slow() {
        return outbound.blocked();
    }

    /** Runs tasks one after the other, in order. */
    Executor loop() {
        return socket.loop();
    }

    /** Where what goes out is gathered. */
    Executor turns() {
        return wire.turns();
    }

    Dialect dialect() {
        return conversation.dialect();
    }

    /** Serving it failed, which is a defect: ends it, so that its client resumes. */
    void failed(RuntimeException failure) {
        log.error("A connection could not be served, and is ended", failure);
        end(Closing.FAILED).subscribe();
    }

    @Override
    public void ended(Cursor cursor) {
        if (rooms.hold(cursor)) {
            rooms.leave(cursor.room());
            conversation.removed(this, cursor.room());
        }
    }

    @Override
    public byte @Nullable [] news() {
        News next = others.next();
        return next == null ? null : conversation.news(next);
    }

    @Override
    public Batch online(Cursor cursor) {
        return new Batch(conversation.online(cursor.room(), rooms.online(cursor.room())));
    }

    @Override
    public void delivered(Batch batch) {
        meters.delivered(batch);
    }
}
