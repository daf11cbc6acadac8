package chat.parley.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Storing a webhook takes long, and its room changes meanwhile. */
class WebhookCreationIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final PostgresServer.Database database = PostgresServer.freshDatabase();

    @Test
    void webhookThatIsBeingStoredIsNotTakenForADeletedOne() throws SQLException {
        try (Receiver receiver = new Receiver();
                ParleyServer server = ParleyServer.with()
                        .database(database)
                        .property("parley.hub.tick", "200ms")
                        .property("parley.egress.allow", "127.0.0.1")
                        .property("parley.egress.ports", Integer.toString(receiver.port()))
                        .start()) {
            Person ada = Person.signUp(server, "ada");
            String webhooks = "/api/rooms/" + ada.makeRoom("bridge") + "/hooks";
            String room = webhooks.split("/")[3];
            ada.post(webhooks, Map.of("name", "First", "url", receiver.url())).expect(201);
            CompletableFuture<Answer> second;
            try (Connection other = database.connect();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("lock table hook in share row exclusive mode");
                second = CompletableFuture.supplyAsync(
                        () -> ada.post(webhooks, Map.of("name", "Second", "url", receiver.url())));
                eventually().until(this::hookIsWaiting);
                ada.say(room, "meanwhile");
                eventually().until(() -> receiver.texts().contains("meanwhile"));
                other.rollback();
            }
            second.join().expect(201);
            ada.say(room, "afterwards");

            eventually()
                    .untilAsserted(() -> assertThat(sendings(ada, webhooks))
                            .hasSize(2)
                            .allMatch(sending -> sending.path("lag").asLong() == 0
                                    && sending.path("paused_at").isNull()));
        }
    }

    private boolean hookIsWaiting() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet waiting = statement.executeQuery(
                        "select 1 from pg_locks where relation = 'hook'::regclass and not granted")) {
            return waiting.next();
        }
    }

    private static List<JsonNode> sendings(Person ada, String webhooks) {
        return ada.get(webhooks)
                .expect(200)
                .json()
                .path("hooks")
                .valueStream()
                .map(webhook -> webhook.path("sending"))
                .toList();
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(20));
    }
}
