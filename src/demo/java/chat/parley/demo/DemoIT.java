package chat.parley.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The demo fills a server with the default rate limits. */
class DemoIT {

    private static final ParleyServer SERVER =
            ParleyServer.with().property("parley.limits.enabled", "true").start();
    private static final ByteArrayOutputStream PRINTED = new ByteArrayOutputStream();

    @BeforeAll
    static void fill() {
        Demo.fill(SERVER.url(), printer());
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void demoCreatesRoomsOfEachKind() {
        Person mira = mira();

        List<JsonNode> rooms = list(mira.get("/api/rooms").expect(200).json().path("rooms"));
        List<JsonNode> direct =
                list(mira.get("/api/rooms?kind=direct").expect(200).json().path("rooms"));

        assertThat(rooms)
                .filteredOn(room -> room.path("kind").asString().equals("public"))
                .extracting(room -> room.path("name").asString())
                .contains("general", "allotment", "kitchen-table", "repair-cafe", "book-club", "weekend", "website");
        assertThat(rooms)
                .filteredOn(room -> room.path("kind").asString().equals("private"))
                .hasSize(1);
        assertThat(direct).extracting(room -> list(room.path("people")).size()).containsExactlyInAnyOrder(1, 2, 2, 3);
        assertThat(rooms)
                .allSatisfy(room -> assertThat(room.path("last_seq").asLong()).isPositive());
    }

    @Test
    void demoLeavesUnreadMessagesAndMentionsForMira() {
        List<JsonNode> rooms = list(mira().get("/api/rooms").expect(200).json().path("rooms"));

        assertThat(rooms).anySatisfy(room -> {
            assertThat(room.path("unread").asLong()).isPositive();
            assertThat(room.path("mentions").asLong()).isPositive();
        });
        assertThat(rooms)
                .anySatisfy(room -> assertThat(room.path("unread").asLong()).isZero());
    }

    @Test
    void demoUsesEveryMessageFeature() {
        Person mira = mira();

        List<JsonNode> messages = list(mira.get("/api/rooms").json().path("rooms")).stream()
                .map(room -> mira.get("/api/rooms/" + room.path("id").asString() + "/messages?limit=200"))
                .flatMap(page -> list(page.expect(200).json().path("messages")).stream())
                .toList();

        assertThat(messages).hasSizeGreaterThan(100);
        assertThat(messages)
                .anyMatch(message -> message.path("deleted").asBoolean(false))
                .anyMatch(message -> message.hasNonNull("edited_at"))
                .anyMatch(message -> message.hasNonNull("reply_to"))
                .anyMatch(message -> !message.path("reactions").isEmpty())
                .anyMatch(message -> !message.path("mentions").isEmpty())
                .anyMatch(message -> message.path("text").asString("").contains("```"))
                .anyMatch(
                        message -> message.path("files").path(0).path("preview").asBoolean(false))
                .anyMatch(message -> message.has("pinned"));
        assertThat(mira.get("/api/saved").expect(200).json().path("saved")).isNotEmpty();
    }

    @Test
    void demoPrintsTheLogIn() {
        assertThat(PRINTED.toString(StandardCharsets.UTF_8)).contains("mira", Person.PASSWORD, SERVER.url());
    }

    @Test
    void secondDemoReportsThatTheNamesAreTaken() {
        assertThatThrownBy(() -> Demo.fill(SERVER.url(), printer()))
                .isInstanceOf(NotEmpty.class)
                .hasMessageContaining("mira")
                .hasMessageContaining("--server.port");
    }

    private static PrintStream printer() {
        return new PrintStream(PRINTED, true, StandardCharsets.UTF_8);
    }

    private static Person mira() {
        return Person.logIn(SERVER.url(), "mira");
    }

    private static List<JsonNode> list(JsonNode array) {
        return array.valueStream().toList();
    }
}
