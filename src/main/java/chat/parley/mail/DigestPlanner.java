package chat.parley.mail;

import chat.parley.http.FailureLog;
import chat.parley.node.BackgroundTask;
import chat.parley.settings.MailAvailability;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Puts digests into the outbox, for accounts with a message that has been unread for {@code parley.mail.digest-after}.
 * Several nodes can do this concurrently: the time of the previous digest is part of the key.
 */
@Configuration(proxyBeanMethods = false)
class DigestPlanner {

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final int PAGE = 100;

    /**
     * Newer messages are left to the next digest: one that is stored while the digest is sent, or by a node whose clock
     * is behind, would otherwise be in none.
     */
    private static final Duration SETTLED_AFTER = Duration.ofMinutes(10);

    private final Digests digests;
    private final Outbox outbox;
    private final MailProperties properties;
    private final MailAvailability availability;
    private final TransactionalOperator transaction;
    private final FailureLog failures;
    private final Clock clock;

    DigestPlanner(
            Digests digests,
            Outbox outbox,
            MailProperties properties,
            MailAvailability availability,
            TransactionalOperator transaction,
            FailureLog failures,
            Clock clock) {
        this.digests = digests;
        this.outbox = outbox;
        this.properties = properties;
        this.availability = availability;
        this.transaction = transaction;
        this.failures = failures;
        this.clock = clock;
    }

    @Bean
    BackgroundTask digestTask() {
        return new BackgroundTask(() -> availability.isAvailable() ? begin() : Disposables.disposed());
    }

    private Disposable begin() {
        return Flux.interval(INTERVAL)
                .onBackpressureDrop()
                .concatMap(tick -> plan().onErrorResume(this::logFailure), 1)
                .subscribe();
    }

    private Mono<Void> logFailure(Throwable error) {
        failures.add("Could not plan digests; retrying later", error);
        return Mono.empty();
    }

    Mono<Void> plan() {
        return Mono.defer(() -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            return page(0, now)
                    .expand(due -> due.size() < PAGE
                            ? Mono.empty()
                            : page(due.get(PAGE - 1).account(), now))
                    .flatMapIterable(due -> due)
                    .concatMap(due -> add(due, now))
                    .then();
        });
    }

    private Mono<List<Digests.Due>> page(long after, Instant now) {
        return digests.due(after, now.minus(properties.digestAfter()), PAGE);
    }

    private Mono<Void> add(Digests.Due due, Instant now) {
        String account = String.valueOf(due.account());
        Instant until = until(now);
        return digests.planned(due, until)
                .filter(planned -> planned)
                .flatMap(planned -> outbox.add(
                        DigestComposer.NAME,
                        account + "/" + due.since().toEpochMilli(),
                        Map.of("account", account, "since", due.since().toString(), "until", until.toString())))
                .as(transaction::transactional);
    }

    /** Not before the time of messages that make a digest due. */
    private Instant until(Instant now) {
        Duration after = properties.digestAfter();
        return now.minus(after.compareTo(SETTLED_AFTER) < 0 ? after : SETTLED_AFTER);
    }
}
