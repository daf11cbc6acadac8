package chat.parley.faults;

import chat.parley.faults.Event.Acknowledged;
import chat.parley.faults.Event.Changed;
import chat.parley.faults.Event.Done;
import chat.parley.faults.Event.Mistaken;
import chat.parley.faults.Event.Opened;
import chat.parley.support.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A headless {@code parley.v1} client. It keeps unacknowledged texts and resends them with the same nonce, one text of
 * a room at a time; it resumes from the revision it holds, and records what it sent and received. Everything runs on
 * its own thread.
 */
final class Client implements Line.Listener {

    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration PING_INTERVAL = Duration.ofSeconds(1);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(3);
    private static final long ANSWER_TIMEOUT = Duration.ofSeconds(4).toNanos();
    /** Longer waits are reported with what the client waited for. */
    private static final Duration LONG_WAIT = Duration.ofSeconds(5);

    private static final long RETRY_DELAY = Duration.ofMillis(300).toNanos();
    /** The refusal codes for non-members of a public and of a private room. */
    private static final Set<String> NO_ACCESS_CODES = Set.of("not_a_member", "room_not_found");

    private static final Map<Row, Row> SHARED = new ConcurrentHashMap<>();

    private final Person person;
    private final Random random;
    private final Collection<Span> waits;
    private final Map<String, RoomView> rooms = new LinkedHashMap<>();
    private final Map<String, Request> pendingRequests = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final OwnThread thread;
    private @Nullable Line line;
    private @Nullable Line successor;
    private long dialAt = System.nanoTime();
    private long pingedAt = System.nanoTime();
    private int refs;

    /** @param waits receives how long each text waited for its acknowledgement; shared by all clients and thread-safe */
    Client(Person person, List<String> rooms, Random random, Collection<Span> waits) {
        this.person = person;
        this.random = random;
        this.waits = waits;
        rooms.forEach(room -> this.rooms.put(room, new RoomView(room)));
        thread = new OwnThread(person.username());
        thread.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A request that awaits its answer. */
    private record Request(
            RoomView room, String type, @Nullable String nonce, long seq) {}

    Person person() {
        return person;
    }

    ScheduledExecutorService thread() {
        return thread;
    }

    /** Evaluates a question on the client's thread. */
    <T> T query(Callable<T> query) {
        return thread.call(query);
    }

    List<RoomView> rooms() {
        return List.copyOf(rooms.values());
    }

    boolean connected() {
        return line != null && line.open();
    }

    void record(Event event) {
        events.add(event);
    }

    /** Queues a text and keeps it until it is acknowledged. */
    void post(RoomView room, String text, List<String> files) {
        RoomView.Post post = new RoomView.Post(Person.nonce(), text, files);
        record(new Event.Sent(room.id, post.nonce(), text, files));
        room.add(post);
        flush(room);
    }

    /** Sends a frame about a message, without retrying. */
    void change(RoomView room, String type, long seq, Map<String, Object> fields) {
        Map<String, Object> frame = new HashMap<>(fields);
        frame.put("seq", seq);
        query(new Request(room, type, null, seq), frame);
    }

    /** Closes a room on this socket; it is opened again soon. */
    void close(RoomView room) {
        query(new Request(room, "close", null, 0), Map.of());
    }

    void hangUp() {
        if (line != null) {
            line.drop();
        }
    }

    /** Whether a text that was due before this moment is still the next one to send. */
    boolean hasWaitedSince(long moment) {
        return rooms.values().stream().anyMatch(room -> room.waitsSince(moment));
    }

    /** Whether nothing is left to send, and every room is open at this revision or a later one. */
    boolean settled(Map<String, Long> revisions) {
        return rooms.values().stream()
                .allMatch(room ->
                        room.open && room.outbox.isEmpty() && room.revision >= revisions.getOrDefault(room.id, 0L));
    }

    @Override
    public String toString() {
        return person.username()
                + rooms.values().stream()
                        .map(room -> " " + room.id + (room.open ? " open" : " closed") + " at " + room.revision + ", "
                                + room.outbox.size() + " to send")
                        .toList();
    }

    /** Stops the client and returns its complete history. */
    History stop() {
        thread.execute(this::hangUp);
        thread.stop();
        return new History(person.username(), List.copyOf(events));
    }

    private void tick() {
        long now = System.nanoTime();
        rooms.values().forEach(room -> room.phases.add(phase(room)));
        if (line == null) {
            if (now >= dialAt) {
                line = Line.dial(person, thread, this);
            }
        } else if (line.idleTime().compareTo(IDLE_TIMEOUT) > 0) {
            line.drop();
        } else if (line.open()) {
            if (line.idleTime().compareTo(PING_INTERVAL) > 0 && now - pingedAt > PING_INTERVAL.toNanos()) {
                pingedAt = now;
                line.send(Map.of("type", "ping"));
            }
            rooms.values().forEach(this::open);
            rooms.values().forEach(this::flush);
        }
    }

    private Phases.Phase phase(RoomView room) {
        if (!connected()) {
            return Phases.Phase.CONNECTING;
        }
        return room.refused ? Phases.Phase.REFUSED : room.open ? Phases.Phase.POSTING : Phases.Phase.OPENING;
    }

    private void open(RoomView room) {
        if (!room.open && System.nanoTime() >= room.openAt) {
            room.openAt = System.nanoTime() + ANSWER_TIMEOUT;
            room.refused = false;
            boolean fresh = room.revision < 0;
            query(
                    new Request(room, fresh ? "open-fresh" : "open", null, 0),
                    fresh ? Map.of() : Map.of("after", room.revision));
        }
    }

    private void flush(RoomView room) {
        RoomView.Post post = room.outbox.peek();
        if (post != null && room.open && System.nanoTime() >= room.sendAt) {
            room.sendAt = System.nanoTime() + ANSWER_TIMEOUT;
            room.refused = false;
            query(
                    new Request(room, "post", post.nonce(), 0),
                    Map.of("nonce", post.nonce(), "text", post.text(), "files", post.files()));
        }
    }

    private void query(Request request, Map<String, Object> fields) {
        if (line != null && line.open()) {
            String ref = String.valueOf(++refs);
            pendingRequests.put(ref, request);
            Map<String, Object> frame = new HashMap<>(fields);
            frame.put("type", request.type().replace("-fresh", ""));
            frame.put("room", request.room().id);
            frame.put("ref", ref);
            line.send(frame);
        }
    }

    @Override
    public void ended(Line lost) {
        if (lost == successor) {
            successor = null;
        } else if (lost == line) {
            line = null;
            dialAt = System.nanoTime()
                    + Duration.ofMillis(50 + random.nextInt(700)).toNanos();
            interrupted();
        }
    }

    private void interrupted() {
        pendingRequests.clear();
        rooms.values().forEach(RoomView::interrupted);
    }

    @Override
    public void received(Line from, JsonNode frame) {
        String type = frame.path("type").asString();
        if (type.equals("welcome") && from == successor) {
            Line former = line;
            line = from;
            successor = null;
            interrupted();
            if (former != null) {
                former.drop();
            }
        } else if (type.equals("drain") && from == line && successor == null) {
            int within = frame.path("within_ms").asInt();
            thread.schedule(
                    () -> startSuccessor(from), within == 0 ? 0 : random.nextInt(within) / 2, TimeUnit.MILLISECONDS);
        } else if (from == line) {
            received(type, frame);
        }
    }

    private void startSuccessor(Line oldLine) {
        if (oldLine == line && successor == null) {
            successor = Line.dial(person, thread, this);
        }
    }

    private void received(String type, JsonNode frame) {
        Request request = pendingRequests.remove(frame.path("ref").asString(""));
        RoomView room =
                request != null ? request.room() : rooms.get(frame.path("room").asString(""));
        if (room == null) {
            return;
        }
        switch (type) {
            case "opened" ->
                opened(room, frame, request != null && request.type().equals("open-fresh"));
            case "changed" -> changed(room, frame.get("revision").asLong() - 1, frame, Row.of(frame));
            case "changes" ->
                changed(
                        room,
                        frame.get("after").asLong(),
                        frame,
                        frame.get("changes").valueStream().flatMap(Row::of));
            case "closed" -> {
                room.open = false;
                if (frame.path("code").asString("removed").equals("removed")) {
                    room.restartWait();
                }
                room.openAt = System.nanoTime() + RETRY_DELAY;
            }
            case "posted" -> posted(room, request, frame);
            case "done" -> done(room, request, frame);
            case "refused" -> refused(room, request, frame);
            default -> {}
        }
    }

    private void opened(RoomView room, JsonNode frame, boolean pendingRequests) {
        boolean fresh = pendingRequests || frame.get("reset").asBoolean();
        List<Row> rows = keep(
                room,
                Stream.of(
                                frame.get("messages").valueStream().map(Row::message),
                                frame.get("members").valueStream().map(Row::member),
                                frame.path("notices").valueStream().map(Row::notice),
                                Stream.of(Row.room(frame.get("state"))))
                        .flatMap(found -> found));
        room.open = true;
        room.revision = frame.get("revision").asLong();
        room.lastSeq = frame.get("last_seq").asLong();
        record(new Opened(room.id, fresh, room.lastSeq, room.revision, rows));
        flush(room);
    }

    private void changed(RoomView room, long after, JsonNode frame, Stream<Row> changes) {
        long revision = frame.get("revision").asLong();
        if (room.open && revision > room.revision) {
            record(new Changed(room.id, after, revision, keep(room, changes)));
            room.revision = revision;
        }
    }

    private List<Row> keep(RoomView room, Stream<Row> rows) {
        List<Row> newRows =
                rows.map(row -> SHARED.computeIfAbsent(row, first -> first)).toList();
        newRows.forEach(row -> room.record(row, person.username()));
        return newRows;
    }

    private void posted(RoomView room, @Nullable Request request, JsonNode frame) {
        if (request != null && request.nonce() != null) {
            record(new Acknowledged(room.id, request.nonce(), frame.get("seq").asLong()));
            RoomView.Post first = room.outbox.peek();
            if (first != null && first.nonce().equals(request.nonce())) {
                room.phases.add(Phases.Phase.POSTING);
                String phases = room.phases.toString();
                Span wait = room.stored();
                waits.add(wait);
                if (wait.length().compareTo(LONG_WAIT) > 0) {
                    System.out.printf(
                            "%tT %s waited %d ms: %s%n",
                            System.currentTimeMillis(),
                            person.username(),
                            wait.length().toMillis(),
                            phases);
                }
                room.sendAt = System.nanoTime();
                flush(room);
            }
        }
    }

    private void done(RoomView room, @Nullable Request request, JsonNode frame) {
        if (request != null) {
            record(new Done(
                    room.id,
                    request.seq(),
                    request.type().equals("delete"),
                    frame.get("revision").asLong()));
        }
    }

    /** Retries later: every refusal in this suite is temporary. */
    private void refused(RoomView room, @Nullable Request request, JsonNode frame) {
        long again = System.nanoTime()
                + Math.max(
                        RETRY_DELAY,
                        Duration.ofMillis(frame.path("retry_after_ms").asLong()).toNanos());
        if (NO_ACCESS_CODES.contains(frame.path("code").asString())) {
            room.restartWait();
        }
        if (request != null && (request.nonce() != null || request.type().startsWith("open"))) {
            room.refused = true;
        }
        if (request != null && request.type().startsWith("open")) {
            room.openAt = again;
        } else if (request != null && request.nonce() != null) {
            room.sendAt = again;
            if (frame.path("code").asString().equals("nonce_reused")) {
                record(new Mistaken(room.id, request.nonce()));
            }
        }
    }
}
