package chat.parley.node;

import chat.parley.channel.ChannelLayer;
import chat.parley.channel.InMemoryChannelLayer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Detects misconfigured clusters: several nodes that share a database without a channel layer between them, or nodes
 * with different databases on one Redis. Each node would work, but its users would miss those of the others.
 *
 * <p>At each renewal of its lease a node reads the other nodes of its database and announces itself, with the
 * installation's fingerprint, on the unprefixed channel layer, which all installations on one Redis share.
 */
@Component
public class ClusterCheck implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ClusterCheck.class);
    private static final String CHANNEL = "nodes";

    private final Node node;
    private final Leases leases;
    private final Installation installation;
    private final ChannelLayer channels;
    private final Peers peers;
    private final AtomicReference<Optional<String>> lastLogged = new AtomicReference<>(Optional.empty());
    private Disposable running = Disposables.disposed();

    ClusterCheck(
            Node node,
            NodeProperties properties,
            Leases leases,
            Installation installation,
            @Qualifier("channelLayer") ChannelLayer channels) {
        this.node = node;
        this.leases = leases;
        this.installation = installation;
        this.channels = channels;
        // The row of a crashed node remains valid until its lease expires; only a running node renews it
        int checksPerLease = (int) properties.lease().dividedBy(properties.renewEvery()) + 1;
        this.peers = new Peers(node.id(), channels instanceof InMemoryChannelLayer, checksPerLease);
    }

    /** Describes the misconfiguration for operators; empty if there is none. */
    public Optional<String> problem() {
        return peers.problem();
    }

    @Override
    public void start() {
        Disposable.Composite all = Disposables.composite();
        running = all;
        all.add(installation
                .fingerprint()
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofSeconds(1)))
                .flatMapMany(fingerprint -> channels.subscribe(CHANNEL, message -> receive(message, fingerprint))
                        .doOnNext(all::add)
                        .thenMany(leases.renewals())
                        .onBackpressureDrop()
                        .concatMap(renewal -> check(fingerprint), 1))
                .subscribe());
    }

    @Override
    public void stop() {
        running.dispose();
    }

    @Override
    public boolean isRunning() {
        return !running.isDisposed();
    }

    private Mono<Void> check(String fingerprint) {
        return leases.alive()
                .doOnNext(peers::update)
                .then(Mono.defer(() -> channels.publish(CHANNEL, announcement(fingerprint))))
                // The next renewal tries again; the channel layer and the lease report their own outages
                .onErrorComplete()
                .doOnTerminate(this::logChange);
    }

    private byte[] announcement(String fingerprint) {
        return (node.id() + " " + fingerprint).getBytes(StandardCharsets.US_ASCII);
    }

    private void receive(byte[] message, String fingerprint) {
        String[] parts = new String(message, StandardCharsets.US_ASCII).split(" ", 2);
        if (parts.length == 2) {
            peers.announced(parts[0], parts[1], fingerprint);
        }
    }

    private void logChange() {
        Optional<String> problem = problem();
        if (!problem.equals(lastLogged.getAndSet(problem))) {
            problem.ifPresentOrElse(log::error, () -> log.info("The configuration of the nodes is consistent now"));
        }
    }
}
