package chat.parley.faults;

import chat.parley.support.Connection;
import chat.parley.support.Person;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** Repeats a request until it succeeds: requests are refused until a node has reconnected to its database. */
final class Eventually {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private Eventually() {}

    static void post(Person person, String room, String text) {
        String nonce = Person.nonce();
        Awaitility.await("\"" + text + "\" is stored")
                .atMost(TIMEOUT)
                .until(
                        () -> person.post("/api/rooms/" + room + "/messages", Map.of("nonce", nonce, "text", text))
                                .status(),
                        status -> status == 201);
    }

    static Connection connect(Person person) {
        return Awaitility.await("a socket")
                .atMost(TIMEOUT)
                .ignoreExceptions()
                .until(person::connect, Connection::isOpen);
    }

    static JsonNode open(Connection socket, String room, long after, String epoch) {
        return Awaitility.await("the room is open")
                .atMost(TIMEOUT)
                .until(
                        () -> socket.ask("type", "open", "room", room, "after", after, "epoch", epoch),
                        answer -> "opened".equals(answer.get("type").asString()));
    }
}
