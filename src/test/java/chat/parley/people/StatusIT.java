package chat.parley.people;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Connection;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What accounts say about themselves, and who is notified of it. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class StatusIT {

    private static final String OWN = "/api/account/status";

    private final Person ada;
    private final Person bob;

    StatusIT(SharedServer server) {
        ada = server.someone("ada");
        bob = server.someone("bob");
    }

    @Test
    void statusIsShownToOthersUntilItIsCleared() {
        Instant until = now(ada).plusSeconds(3600);
        JsonNode own = ada.put(
                        OWN, Map.of("text", "  Out for\nlunch ", "emoji", "❤", "until", until, "do_not_disturb", true))
                .expect(200)
                .json();

        assertThat(own.path("text").asString()).isEqualTo("Out for lunch");
        assertThat(own.path("emoji").asString()).isEqualTo("❤️");
        assertThat(Instant.parse(own.path("until").asString())).isEqualTo(until);
        assertThat(own.path("do_not_disturb").asBoolean()).isTrue();
        assertThat(own.has("do_not_disturb_until")).isFalse();
        JsonNode shown = status(bob, ada);
        assertThat(shown.path("text").asString()).isEqualTo("Out for lunch");
        assertThat(shown.has("now")).isFalse();

        ada.delete(OWN).expect(204);
        ada.delete(OWN).expect(204);

        assertThat(status(bob, ada).isMissingNode()).isTrue();
        assertThat(ada.get(OWN).expect(200).json().has("text")).isFalse();
    }

    @Test
    void everyPutReplacesTheWholeStatus() {
        ada.put(OWN, Map.of("text", "Ill", "do_not_disturb", true)).expect(200);
        ada.put(OWN, Map.of("emoji", "🏖️")).expect(200);

        assertThat(status(bob, ada).path("emoji").asString()).isEqualTo("🏖️");
        assertThat(status(bob, ada).has("text")).isFalse();
        assertThat(status(bob, ada).path("do_not_disturb").asBoolean()).isFalse();

        ada.put(OWN, Map.of("text", " ", "emoji", "")).expect(200);
        assertThat(status(bob, ada).isMissingNode()).isTrue();
    }

    @Test
    void statusThatCannotBeShownOrCannotEndIsRefused() {
        Instant now = now(ada);
        for (Map<String, Object> refused : List.<Map<String, Object>>of(
                Map.of("text", "x".repeat(81)),
                Map.of("text", "a\u202Eb"),
                Map.of("emoji", "two"),
                Map.of("emoji", "🙂🙂"),
                Map.of("emoji", ":not_here:"),
                Map.of("text", "x", "until", now.minusSeconds(1)),
                Map.of("text", "x", "until", now.plus(Duration.ofDays(400))),
                Map.of("do_not_disturb", true, "do_not_disturb_until", now.minusSeconds(1)))) {
            assertThat(ada.put(OWN, refused).expect(400).code())
                    .as("%s", refused)
                    .isEqualTo("invalid");
        }
        ada.put(OWN, Map.of("text", "😀".repeat(80))).expect(200);
    }

    @Test
    void followerReceivesTheStateNowAndEveryChange() {
        ada.put(OWN, Map.of("text", "Before")).expect(200);
        Connection socket = bob.connect();
        socket.send("type", "people", "usernames", List.of(ada.username(), "nobody-at-all"));

        socket.await("the status", frame -> text(frame, ada).equals("Before"));
        socket.await(
                "nothing of nobody", frame -> person(frame, "nobody-at-all").has("username"));
        ada.put(OWN, Map.of("text", "After")).expect(200);
        socket.await("the change", frame -> text(frame, ada).equals("After"));
        ada.delete(OWN).expect(204);
        socket.until(
                "its end",
                () -> newest(socket, ada).has("username")
                        && !newest(socket, ada).has("status"));
    }

    @Test
    void statusEndsByItself() {
        Connection socket = bob.connect();
        socket.send("type", "people", "usernames", List.of(ada.username()));
        ada.put(OWN, Map.of("text", "Brief", "until", now(ada).plusSeconds(2), "do_not_disturb", true))
                .expect(200);

        socket.await("the status", frame -> text(frame, ada).equals("Brief"));
        socket.until(
                "its end",
                () -> newest(socket, ada).path("status").has("do_not_disturb")
                        && !newest(socket, ada).path("status").has("text"));
        assertThat(status(bob, ada).has("text")).isFalse();
        assertThat(ada.get(OWN).json().has("text")).isFalse();
    }

    @Test
    void otherAccountsAreNoLongerFollowedAfterAnotherRequest() {
        Connection socket = bob.connect();
        socket.send("type", "people", "usernames", List.of(ada.username()));
        socket.await("the first", frame -> person(frame, ada.username()).has("username"));
        socket.send("type", "people", "usernames", List.of(bob.username()));
        socket.await("the other", frame -> person(frame, bob.username()).has("username"));

        ada.put(OWN, Map.of("text", "Unheard")).expect(200);
        bob.put(OWN, Map.of("text", "Heard")).expect(200);

        socket.await("one's own", frame -> text(frame, bob).equals("Heard"));
        assertThat(socket.frames()).noneMatch(frame -> text(frame, ada).equals("Unheard"));
    }

    @Test
    void requestForTooManyOrImpossibleNamesIsRefused() {
        Connection socket = bob.connect();
        for (List<String> names : List.of(
                Collections.nCopies(501, "ann"),
                List.of("x".repeat(65)),
                List.of("a\u0000b"),
                Collections.<String>singletonList(null))) {
            assertThat(socket.ask("type", "people", "usernames", names)
                            .path("code")
                            .asString())
                    .isEqualTo("invalid");
        }
    }

    @Test
    void statusOfAnUnknownAccountIsNotFound() {
        assertThat(bob.get("/api/accounts/nobody-at-all/status").expect(404).code())
                .isEqualTo("account_not_found");
    }

    private static Instant now(Person person) {
        return Instant.parse(person.get(OWN).expect(200).json().path("now").asString());
    }

    private static JsonNode status(Person reader, Person person) {
        return reader.get("/api/accounts/" + person.username() + "/status")
                .expect(200)
                .json()
                .path("status");
    }

    private static String text(JsonNode frame, Person person) {
        return person(frame, person.username()).path("status").path("text").asString("");
    }

    private static JsonNode person(JsonNode frame, String username) {
        return frame.path("people")
                .valueStream()
                .filter(one -> username.equals(one.path("username").asString("")))
                .findFirst()
                .orElse(tools.jackson.databind.node.MissingNode.getInstance());
    }

    private static JsonNode newest(Connection socket, Person person) {
        return socket.frames("people").stream()
                .map(frame -> person(frame, person.username()))
                .filter(one -> !one.isMissingNode())
                .reduce((earlier, later) -> later)
                .orElse(tools.jackson.databind.node.MissingNode.getInstance());
    }
}
