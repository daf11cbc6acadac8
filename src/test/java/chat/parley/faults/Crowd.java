package chat.parley.faults;

import chat.parley.support.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;

/** People in two rooms, a public and a private one, and what they do by dice. The first of them is the host. */
final class Crowd {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration READING = Duration.ofSeconds(10);
    private static final Duration SETTLING = Duration.ofSeconds(90);

    /** As long as anybody may be shown who is gone. */
    private static final Duration PRESENCE = Duration.ofSeconds(15);

    private final Truth truth;
    private final List<Person> people;
    private final List<String> rooms;
    private final List<Client> clients = new ArrayList<>();
    private final List<Conduct> conducts = new ArrayList<>();
    private final Acknowledgements acknowledged = new Acknowledgements();

    Crowd(Cluster cluster, int size, long seed) {
        truth = new Truth(cluster.database());
        people = IntStream.range(0, size)
                .mapToObj(i -> Person.signUp(cluster.url(), i == 0 ? "host" : "guest" + i))
                .toList();
        Person host = people.get(0);
        rooms = List.of(host.makeRoom("square"), host.makeRoom("cellar", "private"));
        List<String> guests = people.stream().skip(1).map(Person::username).toList();
        guests.forEach(guest -> host.put("/api/rooms/" + rooms.get(1) + "/members/" + guest, Map.of())
                .expect(200));
        for (Person person : people) {
            Random random = new Random(seed + clients.size());
            Client client = new Client(person.patience(PATIENCE), rooms, random, acknowledged);
            clients.add(client);
            conducts.add(new Conduct(client, random, person == host ? guests : List.of()));
        }
    }

    /** How many texts the server has said to be stored. */
    long acknowledged() {
        return acknowledged.count();
    }

    /** The longest that anybody has waited for that, faults and all. */
    Duration longestWait() {
        return acknowledged.longestWait();
    }

    /** Waits until everybody has sent what they had to send, and has seen all. */
    void settle() {
        conducts.forEach(Conduct::rest);
        try {
            Awaitility.await()
                    .atMost(SETTLING)
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

    private boolean settled(int i, Map<String, Long> revisions) {
        return clients.get(i)
                .ask(() -> conducts.get(i).atRest() && clients.get(i).settled(revisions));
    }

    /** Waits until each node shows exactly these people in each room; what is wrong if one does not. */
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

    /** What is true of the rooms, as a node shows it. */
    List<Stored> stored(Node node) {
        List<Person> readers = people.stream()
                .map(person -> person.at(node.url()).patience(READING))
                .toList();
        return rooms.stream().map(room -> truth.of(room, readers)).toList();
    }
}
