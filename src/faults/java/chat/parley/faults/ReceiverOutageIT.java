package chat.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A webhook's receiver is down while people write and the nodes are killed one after the other, and then returns. */
class ReceiverOutageIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int WRITES = 100;

    @Test
    void receiverEndsWithTheContentOfTheDatabaseInOrder() {
        Random random = new Random(Long.getLong("parley.seed", 1));
        try (WebhookReceiver receiver = new WebhookReceiver(random);
                Cluster cluster = new Cluster(2, Optional.empty(), receiver.port())) {
            receiver.recover();
            Person ada = Person.signUp(cluster.url(), "ada");
            String room = ada.makeRoom("bridge");
            receiver.subscribe(ada, room);
            ada.say(room, "before");
            Truth truth = new Truth(cluster.database());
            await(truth, room);
            receiver.leave();

            for (Node node : cluster.nodes()) {
                write(ada, room, random);
                node.kill();
                write(ada, room, random);
                node.start();
            }
            receiver.comeBack();
            await(truth, room);

            Stored stored = truth.of(room, List.of(ada), List.of());
            List<WebhookHistory> webhooks = receiver.webhooks();
            List<Violation> violations = new ArrayList<>();
            ViolationReport report = ViolationReport.into(violations);
            webhooks.forEach(webhook -> new WebhookCheck(webhook, stored, report).check());
            assertThat(violations).isEmpty();
            assertThat(newestRows(webhooks.get(0)))
                    .isEqualTo(stored.shown().stream()
                            .filter(row -> !row.isNotice()
                                    && row.revision() > webhooks.get(0).start())
                            .sorted((one, other) -> Long.compare(one.revision(), other.revision()))
                            .toList());
        }
    }

    /** The rows in the order of their last delivery, as a receiver stores them that ignores repetitions. */
    private static List<Row> newestRows(WebhookHistory webhook) {
        Map<String, Row> newest = webhook.deliveries().stream()
                .flatMap(delivery -> delivery.rows().stream())
                .collect(Collectors.toMap(
                        Row::key,
                        Function.identity(),
                        (held, next) -> next.revision() > held.revision() ? next : held));
        return new LinkedHashSet<>(webhook.deliveries().stream()
                        .flatMap(delivery -> delivery.rows().stream())
                        .toList())
                .stream().filter(row -> row.equals(newest.get(row.key()))).toList();
    }

    /** Posts and edits; each request is repeated until it succeeds. */
    private static void write(Person person, String room, Random random) {
        String messages = "/api/rooms/" + room + "/messages";
        person.patience(Duration.ofSeconds(3));
        for (int i = 0; i < WRITES; i++) {
            Map<String, String> post = Map.of("nonce", Person.nonce(), "text", "text " + i);
            long seq =
                    insist(() -> person.post(messages, post)).json().path("seq").asLong();
            if (random.nextInt(3) == 0) {
                insist(() -> person.patch(messages + "/" + seq, Map.of("text", "edited")));
            }
        }
    }

    private static Answer insist(Supplier<Answer> request) {
        return Awaitility.await()
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .ignoreExceptions()
                .until(request::get, answer -> answer.status() / 100 == 2);
    }

    private static void await(Truth truth, String room) {
        Awaitility.await().atMost(LIMIT).until(() -> truth.webhooksBehind(List.of(room)) == 0);
    }
}
