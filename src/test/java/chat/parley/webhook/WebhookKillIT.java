package chat.parley.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyProcess;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A node is killed after it has sent a page and before it has stored that. */
class WebhookKillIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void successorRepeatsThePageWithTheSameIdAndNothingIsMissing() {
        try (Receiver receiver = new Receiver()) {
            ParleyServer.Setup setup = ParleyServer.with()
                    .database(PostgresServer.freshDatabase())
                    .property("parley.hub.tick", "500ms")
                    .property("parley.followers.lease", "10s")
                    .property("parley.egress.allow", "127.0.0.1")
                    .property("parley.egress.ports", Integer.toString(receiver.port()));
            ParleyProcess killed = setup.startProcess();
            Person ada = Person.signUp(killed.url(), "ada");
            String room = ada.makeRoom("bridge");
            ada.post("/api/rooms/" + room + "/hooks", Map.of("name", "Bridge", "url", receiver.url()))
                    .expect(201);
            receiver.hold();
            ada.say(room, "text 0");
            eventually().until(() -> !receiver.deliveries().isEmpty());

            killed.kill();
            receiver.release();

            try (ParleyServer successor = setup.start()) {
                ada.at(successor);
                IntStream.range(1, 10).forEach(i -> ada.say(room, "text " + i));
                eventually().until(() -> receiver.texts().contains("text 9"));
                assertThat(receiver.deliveries().get(1).id())
                        .isEqualTo(receiver.deliveries().get(0).id());
                assertThat(receiver.texts().subList(1, receiver.texts().size()))
                        .containsExactlyElementsOf(IntStream.range(0, 10)
                                .mapToObj(i -> "text " + i)
                                .toList());
                assertThat(revisions(receiver)).isSorted();
            }
        }
    }

    private static List<Long> revisions(Receiver receiver) {
        return receiver.deliveries().stream()
                .map(Receiver.Delivery::json)
                .map((JsonNode frame) -> frame.path("revision").asLong())
                .toList();
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(20));
    }
}
