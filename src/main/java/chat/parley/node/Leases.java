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
 * Holds this node's lease: a row that says until when other nodes consider this one alive. Other rows of the node
 * (presence) reference it and are deleted with it.
 *
 * <p>The row is inserted when the node starts and deleted when it stops. After a crash it remains until the lease
 * expires. From then on the rows that reference it no longer count, and another node deletes them later. A node that
 * was frozen for so long that its row is gone inserts it again under the same id and emits {@link Renewal#LOST} from
 * {@link #renewals()}.
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
    private volatile boolean lateLogged;

    Leases(Node node, Nodes nodes, NodeProperties properties) {
        this.node = node;
        this.nodes = nodes;
        this.properties = properties;
    }

    /** The result of a renewal. */
    public enum Renewal {
        /** The row existed, and so do the rows that reference it. */
        KEPT,
        /**
         * The row did not exist, either at the start or because it was swept with the rows that reference it. A new one
         * exists; subscribers store their rows again.
         */
        LOST
    }

    /**
     * Emits every renewal from now on, never an error, on a thread of the database driver: subscribers must not block.
     * Renewals are dropped for a subscriber without demand.
     */
    public Flux<Renewal> renewals() {
        return renewals.asFlux();
    }

    /** Returns the ids of the nodes that are alive, including this one. */
    public Mono<Set<String>> alive() {
        return nodes.alive().timeout(properties.timeout());
    }

    /** Returns every node that has a row, including this one and recently crashed ones. */
    public Flux<NodeStatus> nodes() {
        return nodes.all().timeout(properties.timeout());
    }

    /** Renews the lease now. */
    Mono<Renewal> renew() {
        return nodes.renew(node, properties.lease())
                .flatMap(renewed -> renewed
                        ? Mono.just(Renewal.KEPT)
                        : nodes.insert(node, properties.lease()).thenReturn(Renewal.LOST))
                .timeout(properties.timeout())
                .doOnNext(this::publish);
    }

    /**
     * Starts inserting the row without waiting for it. Rows that are stored too early are stored again after the first
     * renewal.
     */
    @Override
    public void start() {
        log.info("This is node {} at {}", node.id(), node.address());
        running = true;
        renewing.update(nodes.insert(node, properties.lease())
                .timeout(properties.timeout())
                .doOnSuccess(inserted -> renewals.tryEmitNext(Renewal.LOST))
                .onErrorResume(this::logLate)
                .then(Mono.defer(this::renewRepeatedly))
                .subscribe());
    }

    private Mono<Void> renewRepeatedly() {
        return Mono.defer(() -> Mono.delay(renewalDelay()))
                .then(Mono.defer(this::renewAndSweep))
                .onErrorResume(this::logLate)
                .repeat()
                .then();
    }

    @Override
    public void stop(Runnable callback) {
        running = false;
        renewing.update(Disposables.disposed());
        nodes.delete(node)
                .timeout(properties.timeout())
                .doOnError(e -> log.warn(
                        "Could not remove this node's row; it stays until its lease expires: {}", e.toString()))
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

    /** Starts after the channel layer and before everything that holds rows under the lease; stops in reverse order. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1;
    }

    private Duration renewalDelay() {
        return lateLogged ? properties.renewEvery().dividedBy(5) : properties.renewEvery();
    }

    private Mono<Void> renewAndSweep() {
        return renew().then(nodes.sweep(properties.sweepAfter()).timeout(properties.timeout()))
                .then();
    }

    private void publish(Renewal renewal) {
        if (renewal == Renewal.LOST) {
            log.warn(
                    "The lease of this node had expired and was renewed; other nodes did not show its people as online meanwhile");
        } else if (lateLogged) {
            log.info("The lease of this node is being renewed again");
        }
        lateLogged = false;
        renewals.tryEmitNext(renewal);
    }

    private Mono<Void> logLate(Throwable error) {
        if (!lateLogged) {
            log.warn("Could not renew the lease of this node; retrying: {}", error.toString());
        }
        lateLogged = true;
        return Mono.empty();
    }
}
