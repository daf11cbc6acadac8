package chat.parley.faults;

import chat.parley.support.Answer;
import chat.parley.support.Person;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;

/** People in a public and a private room who act at random. The first one is the host. */
final class Crowd {

    private static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SETTLE_TIMEOUT = Duration.ofMinutes(3);

    /** The longest time that presence may show somebody who has left. */
    private static final Duration PRESENCE = Duration.ofSeconds(15);

    private final Truth truth;
    private final List<Person> people;
    private final List<String> rooms;
    private final Person visitor;
    private final List<Client> clients = new ArrayList<>();
    private final List<Conduct> conducts = new ArrayList<>();
    private final Queue<Span> waits = new ConcurrentLinkedQueue<>();

    /** @param receiver receives the changes of all rooms through webhooks */
    Crowd(Cluster cluster, WebhookReceiver receiver, int size, long seed) {
        truth = new Truth(cluster.database());
        people = IntStream.range(0, size)
                .mapToObj(i -> Person.signUp(cluster.url(), i == 0 ? "host" : "guest" + i))
                .toList();
        Person host = people.get(0);
        rooms = List.of(host.makeRoom("square"), host.makeRoom("cellar", "private"));
        visitor = Person.signUp(cluster.url(), "passerby").join(rooms.get(0));
        List<String> guests = people.stream().skip(1).map(Person::username).toList();
        guests.forEach(guest -> host.put("/api/rooms/" + rooms.get(1) + "/members/" + guest, Map.of())
                .expect(200));
        rooms.forEach(room -> receiver.subscribe(host, room));
        for (Person person : people) {
            Random random = new Random(seed + clients.size());
            Client client = new Client(person.patience(CLIENT_TIMEOUT), rooms, random, waits);
            clients.add(client);
            conducts.add(new Conduct(client, random, person == host ? guests : List.of()));
        }
    }

    /** How long each text waited for its acknowledgement, including faults, since it became the next one of its room. */
    List<Span> waits() {
        return List.copyOf(waits);
    }

    /** Waits until everybody has sent their texts and received all changes. */
    void settle() {
        conducts.forEach(Conduct::pause);
        try {
            Awaitility.await()
                    .atMost(SETTLE_TIMEOUT)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        Map<String, Long> revisions = truth.revisions(rooms);
                        return IntStream.range(0, clients.size()).allMatch(i -> settled(i, revisions))
                                && revisions.equals(truth.revisions(rooms));
                    });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("Not everybody has caught up with " + truth.revisions(rooms) + ": " + clients, e);
        }
    }

    /** Waits until the receivers of all webhooks have everything. The checker reports what is still missing then. */
    void awaitWebhooks() {
        try {
            Awaitility.await().atMost(SETTLE_TIMEOUT).until(() -> truth.webhooksBehind(rooms) == 0);
        } catch (ConditionTimeoutException e) {
            System.out.println("Not all webhooks have caught up");
        }
    }

    /** The host removes a guest from the private room and adds them again, whatever fails meanwhile. */
    CompletableFuture<Void> removeAndReadd() {
        Person host = people.get(0);
        String guest = people.get(1).username();
        return CompletableFuture.runAsync(() -> {
            retryUntilAnswered(() -> conducts.get(0).remove(guest));
            retryUntilAnswered(() -> host.put("/api/rooms/" + rooms.get(1) + "/members/" + guest, Map.of()));
        });
    }

    /** Repeats a request until it succeeds, or was already done. */
    private static void retryUntilAnswered(Supplier<Answer> request) {
        Awaitility.await()
                .atMost(SETTLE_TIMEOUT)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> request.get().status(), status -> status / 100 == 2 || status == 404);
    }

    /** Connects to a node again and again, for a few milliseconds each, until the returned action is run. */
    Runnable hastyVisits(Node node) {
        HastyVisits visits = new HastyVisits(visitor, rooms.get(0), new Random());
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> visiting = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                try {
                    visits.visit(URI.create(node.url()), CLIENT_TIMEOUT);
                } catch (IOException e) {
                    // The node is down.
                    LockSupport.parkNanos(CLIENT_TIMEOUT.toNanos() / 30);
                }
            }
        });
        return () -> {
            over.set(true);
            visiting.join();
        };
    }

    /** Waits until all texts that are queued now are acknowledged. */
    void recover() {
        long now = System.nanoTime();
        Awaitility.await()
                .atMost(SETTLE_TIMEOUT)
                .until(() -> clients.stream().allMatch(client -> client.query(() -> !client.hasWaitedSince(now))));
    }

    private boolean settled(int i, Map<String, Long> revisions) {
        return clients.get(i)
                .query(() -> conducts.get(i).isPaused() && clients.get(i).settled(revisions));
    }

    /** Waits until each node shows exactly these people online in each room; returns the violations. */
    List<Violation> awaitOnline(List<Node> nodes, Set<String> names) {
        return nodes.stream()
                .map(node -> Person.logIn(node.url(), people.get(0).username()))
                .flatMap(reader -> rooms.stream().flatMap(room -> awaitOnline(reader, room, names).stream()))
                .toList();
    }

    private static Optional<Violation> awaitOnline(Person reader, String room, Set<String> names) {
        try {
            Awaitility.await().atMost(PRESENCE).until(() -> online(reader, room), names::equals);
            return Optional.empty();
        } catch (ConditionTimeoutException e) {
            return Optional.of(new Violation(
                    Violation.Kind.MISPLACED,
                    reader.site() + " shows " + online(reader, room) + " in " + room + " instead of " + names));
        }
    }

    private static Set<String> online(Person reader, String room) {
        return reader.get("/api/rooms/" + room + "/online")
                .expect(200)
                .json()
                .get("online")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
    }

    Set<String> names() {
        return people.stream().map(Person::username).collect(Collectors.toSet());
    }

    List<History> stop() {
        return clients.stream().map(Client::stop).toList();
    }

    /** Reads the stored state of the rooms, as shown by a node, and all files that were uploaded. */
    List<Stored> stored(Node node, List<History> histories) {
        List<Person> readers = people.stream()
                .map(person -> person.at(node.url()).patience(READ_TIMEOUT))
                .toList();
        return rooms.stream().map(room -> truth.of(room, readers, histories)).toList();
    }

    /** Compares all messages, files and stored bytes on a node; returns the violations. */
    List<Violation> damages(Node node) {
        Person host = Person.logIn(node.url(), people.get(0).username());
        List<Violation> damages = new ArrayList<>();
        String after = null;
        do {
            JsonNode part = host.post("/api/admin/files/verify", after == null ? Map.of() : Map.of("after", after))
                    .expect(200)
                    .json();
            part.path("damages")
                    .forEach(damage -> damages.add(new Violation(Violation.Kind.LOST, "Damage: " + damage)));
            after = part.path("next").isNull() ? null : part.path("next").asString();
        } while (after != null);
        return damages;
    }
}
