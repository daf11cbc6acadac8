package chat.parley.node;

import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Keeps this node's lease: a row that says until when the others may believe that the node lives. Whatever else the
 * node holds in the database (presence) hangs on that row and goes with it.
 *
 * <p>The row is made as the node starts, and is removed when the node stops. After a crash it stays until its time is
 * over; from that moment on what hangs on it no longer counts, and later any other node removes it. A node that was
 * frozen for so long that its row is gone makes it again under the same id, and says so in {@link #renewals()}.
 */
@Component
public class Leases implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    private final Node node;
    private final Nodes nodes;
    private final NodeProperties properties;
    private final Sinks.Many<Renewal> renewals = Sinks.many().multicast().directBestEffort();
    private final Disposable.Swap renewing = Disposables.swap();
    private volatile boolean running;
    private volatile boolean lateTold;

    Leases(Node node, Nodes nodes, NodeProperties properties) {
        this.node = node;
        this.nodes = nodes;
        this.properties = properties;
    }

    /** What a renewal found. */
    public enum Renewal {
        /** The row was there: what hangs on it is there too. */
        KEPT,
        /**
         * There was no row, at the start or because it was swept away with what hung on it. There is a new one; store
         * again what should be there.
         */
        LOST
    }

    /**
     * Every renewal from now on, never an error. Emitted on a thread of the database's driver: do not block. A
     * subscriber that has not requested misses some.
     */
    public Flux<Renewal> renewals() {
        return renewals.asFlux();
    }

    /** The ids of the nodes that live now, this one among them. */
    public Mono<Set<String>> alive() {
        return nodes.alive().timeout(properties.timeout());
    }

    /** Every node that has a row, this one and those that crashed a moment ago among them. */
    public Flux<NodeStatus> nodes() {
        return nodes.all().timeout(properties.timeout());
    }

    /** Renews now. */
    Mono<Renewal> renew() {
        return nodes.renew(node, properties.lease())
                .flatMap(kept -> kept
                        ? Mono.just(Renewal.KEPT)
                        : nodes.insert(node, properties.lease()).thenReturn(Renewal.LOST))
                .timeout(properties.timeout())
                .doOnNext(this::tell);
    }

    /** The first row is on its way when this returns. What comes under it too early is stored again when it is there. */
    @Override
    public void start() {
        log.info("This is node {} at {}", node.id(), node.address());
        running = true;
        renewing.update(nodes.insert(node, properties.lease())
                .timeout(properties.timeout())
                .doOnSuccess(inserted -> renewals.tryEmitNext(Renewal.LOST))
                .onErrorResume(this::late)
                .then(Mono.defer(this::keep))
                .subscribe());
    }

    private Mono<Void> keep() {
        return Mono.defer(() -> Mono.delay(pause()))
                .then(Mono.defer(this::renewAndSweep))
                .onErrorResume(this::late)
                .repeat()
                .then();
    }

    @Override
    public void stop(Runnable callback) {
        running = false;
        renewing.update(Disposables.disposed());
        nodes.delete(node)
                .timeout(properties.timeout())
                .doOnError(e -> log.warn("This node's row stays until its lease is over: {}", e.toString()))
                .onErrorComplete()
                .doFinally(end -> callback.run())
                .subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the channel layer, before everything that holds something under the lease; the other way round to stop. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1;
    }

    private Duration pause() {
        return lateTold ? properties.renewEvery().dividedBy(5) : properties.renewEvery();
    }

    private Mono<Void> renewAndSweep() {
        return renew().then(nodes.sweep(properties.sweepAfter()).timeout(properties.timeout()))
                .then();
    }

    private void tell(Renewal renewal) {
        if (renewal == Renewal.LOST) {
            log.warn("The lease of this node was lost and is renewed; others have not seen its people in the meantime");
        } else if (lateTold) {
            log.info("The lease of this node is renewed again");
        }
        lateTold = false;
        renewals.tryEmitNext(renewal);
    }

    private Mono<Void> late(Throwable error) {
        if (!lateTold) {
            log.warn("The lease of this node could not be renewed; trying on: {}", error.toString());
        }
        lateTold = true;
        return Mono.empty();
    }
}
