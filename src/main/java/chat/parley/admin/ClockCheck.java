package chat.parley.admin;

import chat.parley.admin.Finding.Subject;
import chat.parley.node.Leases;
import chat.parley.node.Node;
import chat.parley.node.NodeStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Compares the clocks of the nodes with the database's clock: this node's clock now, those of other nodes as of the
 * last renewal of their leases.
 */
@Component
class ClockCheck {

    private static final Subject CLOCK = new Subject("clock", "Clocks");
    private static final String CURRENT_TIME =
            "select cast(extract(epoch from current_timestamp) * 1000 as bigint) as now";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration MAX_DIFFERENCE = Duration.ofSeconds(2);
    private static final String ADVICE =
            "Synchronize the clocks of all machines with NTP: message times and session expiry depend on them.";

    private final DatabaseClient database;
    private final Leases leases;
    private final Node self;
    private final Clock clock;

    ClockCheck(DatabaseClient database, Leases leases, Node self, Clock clock) {
        this.database = database;
        this.leases = leases;
        this.self = self;
        this.clock = clock;
    }

    Mono<Finding> finding() {
        return Flux.concat(ownClock(), otherClocks())
                .collectList()
                .map(clocks -> finding(
                        clocks.stream()
                                .filter(nodeClock -> nodeClock.ahead().abs().compareTo(MAX_DIFFERENCE) >= 0)
                                .map(NodeClock::sentence)
                                .toList(),
                        clocks.size()))
                .onErrorReturn(CLOCK.problem("The database's clock could not be read.", "Check the database."));
    }

    private static Finding finding(List<String> wrong, int clocks) {
        if (!wrong.isEmpty()) {
            return CLOCK.problem(String.join(" ", wrong), ADVICE);
        }
        return CLOCK.ok(
                clocks == 1
                        ? "This node's clock and the database's agree."
                        : "The clocks of " + clocks + " nodes and the database's agree.");
    }

    private Mono<NodeClock> ownClock() {
        return database.sql(CURRENT_TIME)
                .map(row -> Objects.requireNonNull(row.get("now", Long.class)))
                .one()
                .timeout(TIMEOUT)
                .map(now -> new NodeClock("This node's clock", Duration.ofMillis(clock.millis() - now)));
    }

    private Flux<NodeClock> otherClocks() {
        return leases.nodes()
                .filter(status -> status.alive() && !status.node().equals(self))
                .flatMapIterable(ClockCheck::clockOf);
    }

    private static List<NodeClock> clockOf(NodeStatus status) {
        Duration ahead = status.clockAhead();
        return ahead == null
                ? List.of()
                : List.of(new NodeClock("The clock of " + status.node().address(), ahead));
    }

    /** @param ahead how far the clock is ahead of the database's */
    private record NodeClock(String clock, Duration ahead) {

        String sentence() {
            return String.format(
                    Locale.ROOT,
                    "%s is %.1f seconds %s the database's.",
                    clock,
                    ahead.abs().toMillis() / 1e3,
                    ahead.isNegative() ? "behind" : "ahead of");
        }
    }
}
