package chat.parley.gateway;

import chat.parley.account.Session;
import chat.parley.http.Refusal;
import chat.parley.hub.Batch;
import chat.parley.hub.Cursor;
import chat.parley.hub.Dialect;
import chat.parley.hub.Hub;
import chat.parley.hub.Reader;
import chat.parley.inbox.News;
import chat.parley.inbox.Watch;
import chat.parley.inbox.Watcher;
import chat.parley.presence.Presence;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import reactor.core.scheduler.Schedulers;

/**
 * One open WebSocket and the rooms that are open on it. Except where said, everything runs on the socket's event loop.
 */
final class Connection implements Reader, Watcher, Outbound.Source {

    private static final Log log = LogFactory.getLog(Connection.class);

    /** Each open room costs every node that has it a window and a subscription. */
    private static final int MOST_ROOMS = 200;

    /** How often others may be told that somebody is typing. */
    private static final long TYPING = Duration.ofSeconds(1).toNanos();

    /** How long a client is given for each step of a friendly end. */
    private static final Duration POLITE = Duration.ofMillis(300);

    private final String id;
    private final Session session;
    private final Socket socket;
    private final Wire wire;
    private final Scheduler scheduler;
    private final Conversation conversation;
    private final Hub hub;
    private final Presence presence;
    private final Outbound outbound;
    private final GatewayMeters meters;
    private final Sinks.Empty<Void> sent = Sinks.empty();
    private final Sinks.Empty<Void> over = Sinks.empty();
    private final Map<String, Cursor> cursors = new HashMap<>();
    private @Nullable Watch watch;
    private boolean gone;
    /** The end of a session is told more than once. */
    private final AtomicBoolean ending = new AtomicBoolean();

    private long typedAt = System.nanoTime() - TYPING;
    private volatile long heardAt = System.nanoTime();

    Connection(
            String id,
            Session session,
            Socket socket,
            Wire wire,
            Conversation conversation,
            Hub hub,
            Presence presence,
            GatewayMeters meters) {
        this.id = id;
        this.session = session;
        this.socket = socket;
        this.wire = wire;
        this.conversation = conversation;
        this.hub = hub;
        this.presence = presence;
        this.meters = meters;
        this.scheduler = Schedulers.fromExecutor(socket.loop());
        this.outbound = new Outbound(socket.loop(), wire, this);
    }

    String id() {
        return id;
    }

    Session session() {
        return session;
    }

    /** The loop, for operators. */
    Scheduler scheduler() {
        return scheduler;
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
                .doOnNext(message -> heardAt = System.nanoTime())
                .doOnNext(message -> meters.heard())
                .filter(message -> message.getType() == WebSocketMessage.Type.TEXT
                        || message.getType() == WebSocketMessage.Type.BINARY)
                .map(Heard::of)
                .flatMap(frame -> conversation.hear(this, frame), Conversation.AT_ONCE)
                .then(Mono.fromRunnable(outbound::finish));
    }

    /** @return completes when the socket has taken the frame; may be called from anywhere */
    Mono<Void> answer(byte[] frame) {
        return outbound.answer(frame);
    }

    /** Opens a room, anew if it was open; what was delivered for it so far is forgotten. */
    Cursor join(String room) {
        if (gone || (!cursors.containsKey(room) && cursors.size() >= MOST_ROOMS)) {
            throw Refusal.of(Refusal.Code.TOO_MANY_ROOMS, "A socket can have " + MOST_ROOMS + " rooms open.");
        }
        close(cursors.get(room));
        Cursor cursor = hub.join(room, this);
        cursors.put(room, cursor);
        return cursor;
    }

    /** Whether this is still the cursor of its room here. */
    boolean holds(Cursor cursor) {
        return !gone && cursors.get(cursor.room()) == cursor;
    }

    @Override
    public boolean open(String room) {
        Cursor cursor = cursors.get(room);
        return cursor != null && cursor.started();
    }

    /** Whether others may be told again that somebody is typing here. */
    boolean mayTypeNow() {
        boolean may = System.nanoTime() - typedAt >= TYPING;
        typedAt = may ? System.nanoTime() : typedAt;
        return may;
    }

    /** Closes a room; nothing more of it is delivered. */
    void leave(String room) {
        Cursor cursor = cursors.remove(room);
        close(cursor);
        if (cursor != null) {
            presence.leave(id(), room, false);
        }
        if (watch != null) {
            watch.closed(room);
        }
    }

    /** Is told of all rooms from now on; this takes the place of an earlier watch. */
    void watch(Watch next) {
        Watch past = gone ? next : watch;
        watch = gone ? null : next;
        if (past != null) {
            past.end();
        }
    }

    /** Gives up an opening that failed or came too late, unless another has taken its place. */
    void drop(Cursor cursor) {
        if (holds(cursor)) {
            leave(cursor.room());
        } else if (!cursors.containsKey(cursor.room())) {
            presence.leave(id(), cursor.room(), false);
        }
    }

    private void close(@Nullable Cursor cursor) {
        if (cursor != null) {
            outbound.remove(cursor);
            cursor.close();
        }
    }

    private void cleanUp() {
        gone = true;
        outbound.cancel();
        List.copyOf(cursors.values()).forEach(Cursor::close);
        List.copyOf(cursors.keySet()).forEach(room -> presence.leave(id(), room, true));
        cursors.clear();
        if (watch != null) {
            watch.end();
        }
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
        return System.nanoTime() - heardAt;
    }

    /** Whether something waits for a socket that takes nothing; a guess when asked from elsewhere. */
    boolean slow() {
        return outbound.blocked();
    }

    @Override
    public Executor loop() {
        return socket.loop();
    }

    @Override
    public Executor turns() {
        return wire.turns();
    }

    @Override
    public String username() {
        return session.account().username();
    }

    @Override
    public Dialect dialect() {
        return conversation.dialect();
    }

    @Override
    public void ready(Cursor cursor) {
        outbound.ready(cursor);
    }

    @Override
    public void signal(Cursor cursor, Batch frames) {
        outbound.signal(cursor, frames);
    }

    @Override
    public void failed(Cursor cursor, RuntimeException failure) {
        log.error("A connection could not be served, and is ended", failure);
        cursor.close();
        end(Closing.FAILED).subscribe();
    }

    @Override
    public void ended(Cursor cursor) {
        if (holds(cursor)) {
            leave(cursor.room());
            conversation.removed(this, cursor.room());
        }
    }

    @Override
    public void newsWaits() {
        outbound.news();
    }

    @Override
    public byte @Nullable [] news() {
        News next = watch == null ? null : watch.next();
        return next == null ? null : conversation.news(next);
    }

    @Override
    public Batch online(Cursor cursor) {
        return new Batch(conversation.online(cursor.room(), presence.known(cursor.room())));
    }

    @Override
    public void delivered(Batch batch) {
        meters.delivered(batch);
    }
}
