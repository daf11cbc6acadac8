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
 * Notices when the nodes that run do not fit together: several on one database with nothing between them, or several
 * with databases of their own on one Redis. Each would work, and people would wonder where the others are.
 *
 * <p>At each renewal of its lease a node looks who else lives on its database, and announces itself with the
 * installation's fingerprint on the bare channel layer, where every installation hears it.
 */
@Component
public class Cluster implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Cluster.class);
    private static final String CHANNEL = "nodes";

    private final Node node;
    private final Leases leases;
    private final Installation installation;
    private final ChannelLayer channels;
    private final Peers peers;
    private final AtomicReference<Optional<String>> told = new AtomicReference<>(Optional.empty());
    private Disposable running = Disposables.disposed();

    Cluster(
            Node node,
            NodeProperties properties,
            Leases leases,
            Installation installation,
            @Qualifier("channelLayer") ChannelLayer channels) {
        this.node = node;
        this.leases = leases;
        this.installation = installation;
        this.channels = channels;
        // A node that crashed seems to live until its lease is over; one that lives longer renews it
        int looksALease = (int) properties.lease().dividedBy(properties.renewEvery()) + 1;
        this.peers = new Peers(node.id(), channels instanceof InMemoryChannelLayer, looksALease);
    }

    /** What is wrong with the configuration of the nodes, in words for operators; empty when nothing is. */
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
                .flatMapMany(ours -> channels.subscribe(CHANNEL, message -> hear(message, ours))
                        .doOnNext(all::add)
                        .thenMany(leases.renewals())
                        .onBackpressureDrop()
                        .concatMap(renewal -> look(ours), 1))
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

    private Mono<Void> look(String ours) {
        return leases.alive()
                .doOnNext(peers::living)
                .then(Mono.defer(() -> channels.publish(CHANNEL, announcement(ours))))
                // The next renewal looks again; the channel layer and the lease tell their own outages
                .onErrorComplete()
                .doOnTerminate(this::tell);
    }

    private byte[] announcement(String ours) {
        return (node.id() + " " + ours).getBytes(StandardCharsets.US_ASCII);
    }

    private void hear(byte[] message, String ours) {
        String[] words = new String(message, StandardCharsets.US_ASCII).split(" ", 2);
        if (words.length == 2) {
            peers.announced(words[0], words[1], ours);
        }
    }

    private void tell() {
        Optional<String> now = problem();
        if (!now.equals(told.getAndSet(now))) {
            now.ifPresentOrElse(log::error, () -> log.info("The nodes fit together now"));
        }
    }
}
