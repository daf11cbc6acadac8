package chat.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Two nodes with clients on both, under every kind of fault, at random. {@code -Dparley.seed=…} reproduces the schedule
 * and the clients' behaviour; {@code -Dparley.faults.minutes=…} sets the duration; {@code -Dparley.faults.kinds=…}
 * restricts the kinds, separated by commas; {@code -Dparley.former.jar=…} runs a node of an earlier version beside one
 * of this version.
 */
class FaultsIT {

    private static final int NODES = 2;
    private static final int PEOPLE = 6;

    private final long seed = Long.getLong("parley.seed", System.nanoTime());
    private final Duration minDuration = Duration.ofMinutes(Long.getLong("parley.faults.minutes", 0));

    private final Optional<Path> earlierVersion =
            Optional.ofNullable(System.getProperty("parley.former.jar")).map(Path::of);

    private final Set<Fault> kinds = kinds(System.getProperty("parley.faults.kinds", ""));

    @Test
    void faultsLoseDoubleAndReorderNothing() throws IOException {
        System.out.println("FaultsIT: parley.seed=" + seed);
        try (WebhookReceiver receiver = new WebhookReceiver(new Random(seed));
                Cluster cluster = new Cluster(NODES, earlierVersion, receiver.port())) {
            Crowd crowd = new Crowd(cluster, receiver, PEOPLE, seed);
            List<Strike> strikes = new FaultSchedule(cluster, crowd, new Random(seed), kinds).run(minDuration);
            crowd.settle();
            receiver.recover();
            crowd.awaitWebhooks();
            List<Violation> violations = new ArrayList<>(crowd.awaitOnline(cluster.nodes(), crowd.names()));
            List<History> histories = crowd.stop();
            violations.addAll(crowd.awaitOnline(cluster.nodes(), Set.of()));
            List<WebhookHistory> webhooks = receiver.webhooks();
            for (Stored stored : crowd.stored(cluster.nodes().get(0), histories)) {
                violations.addAll(Checker.check(histories, webhooks, stored));
            }
            violations.addAll(crowd.damages(cluster.nodes().get(0)));
            System.out.println(new Report(seed, crowd.waits(), strikes, webhooks, violations));
            if (!violations.isEmpty()) {
                System.out.println("What the clients did and saw is in " + write(histories, webhooks));
            }
            assertThat(violations).as("Repeat with -Dparley.seed=" + seed).isEmpty();
        }
    }

    private static Set<Fault> kinds(String names) {
        return names.isEmpty()
                ? EnumSet.allOf(Fault.class)
                : Stream.of(names.split(",")).map(Fault::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Writes one file per client and webhook, with one line per event. */
    private static Path write(List<History> histories, List<WebhookHistory> webhooks) throws IOException {
        Path folder = Files.createTempDirectory("parley-faults");
        for (History history : histories) {
            Files.write(
                    folder.resolve(history.account()),
                    history.events().stream().map(Event::toString).toList());
        }
        for (WebhookHistory webhook : webhooks) {
            Files.write(
                    folder.resolve("webhook-" + webhook.room()),
                    webhook.deliveries().stream()
                            .map(WebhookHistory.Delivery::toString)
                            .toList());
        }
        return folder;
    }
}
