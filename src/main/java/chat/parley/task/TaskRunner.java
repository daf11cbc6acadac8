package chat.parley.task;

import chat.parley.egress.FairShares;
import chat.parley.http.FailureLog;
import chat.parley.node.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Claims due tasks and runs them. The lease of a running task is renewed by its node; a task whose lease expires,
 * because its node crashed or lost the database, is claimed by another node. A node that cannot renew cancels its
 * tasks before that.
 *
 * <p>A stopping node claims nothing more, waits for its tasks, and leaves unfinished ones to other nodes.
 */
@Component
class TaskRunner implements SmartLifecycle {

    private static final Duration DRAIN_POLL = Duration.ofMillis(50);

    private final TaskTable table;
    private final TaskHandlers handlers;
    private final TaskExecution execution;
    private final TaskSignal signal;
    private final TaskProperties properties;
    private final Node node;
    private final FailureLog failures;
    private final Jitter jitter;
    private final RunningTasks tasks = new RunningTasks();
    private final Map<String, FairShares> shares = new ConcurrentHashMap<>();
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean claiming = new AtomicBoolean();
    private final Disposable.Composite loops = Disposables.composite();

    TaskRunner(
            TaskTable table,
            TaskHandlers handlers,
            TaskExecution execution,
            TaskSignal signal,
            TaskProperties properties,
            Node node,
            FailureLog failures,
            Jitter jitter) {
        this.table = table;
        this.handlers = handlers;
        this.execution = execution;
        this.signal = signal;
        this.properties = properties;
        this.node = node;
        this.failures = failures;
        this.jitter = jitter;
    }

    @Override
    public void start() {
        running.set(true);
        loops.add(Flux.merge(signal.signals(), timer())
                .onBackpressureLatest()
                .concatMap(due -> claimAll(), 1)
                .subscribe());
        loops.add(Flux.interval(properties.renewEvery())
                .onBackpressureDrop()
                .concatMap(tick -> renew(), 1)
                .subscribe());
    }

    private Flux<Boolean> timer() {
        return Mono.defer(() -> Mono.delay(jitter.of(properties.poll())))
                .repeat()
                .map(elapsed -> true)
                .startWith(true);
    }

    private Mono<Void> claimAll() {
        return Mono.defer(() -> {
                    claiming.set(true);
                    return running.get() ? claimDue() : Mono.empty();
                })
                .onErrorResume(this::logFailure)
                .doFinally(end -> claiming.set(false));
    }

    private Mono<Void> claimDue() {
        List<String> kinds =
                handlers.kinds().stream().filter(kind -> free(kind) > 0).toList();
        return kinds.isEmpty()
                ? Mono.empty()
                : table.dueKinds(kinds)
                        .collectList()
                        .flatMapIterable(due -> due)
                        .concatMap(this::claim)
                        .then();
    }

    /** Claims in several steps, so that one group cannot take all turns while tasks of other groups are due. */
    private Mono<Void> claim(String kind) {
        return Mono.defer(() -> {
            long startedAt = System.nanoTime();
            FairShares turns = shares(kind);
            int limit = turns.largestTake();
            return limit == 0
                    ? Mono.empty()
                    : table.claim(kind, limit, turns.full(), node.id(), properties.lease())
                            .doOnNext(claimed -> claimed.forEach(task -> run(task, startedAt)))
                            .flatMap(claimed -> claimed.size() < limit ? Mono.empty() : claim(kind));
        });
    }

    private int free(String kind) {
        return shares(kind).free();
    }

    private FairShares shares(String kind) {
        return shares.computeIfAbsent(
                kind, name -> new FairShares(handlers.of(name).concurrency()));
    }

    /** A task belongs to the node, so only the loss of its lease or the stop of the node cancels it. */
    private void run(Task task, long claimedAt) {
        Disposable.Swap work = tasks.add(task, claimedAt);
        FairShares turns = shares(task.kind());
        turns.take(task.groups());
        work.update(execution
                .run(task)
                .doOnTerminate(() -> tasks.remove(task))
                .doFinally(end -> {
                    turns.release(task.groups());
                    signal.emit();
                })
                .subscribe());
    }

    private Mono<Void> renew() {
        return Mono.defer(() -> {
                    long startedAt = System.nanoTime();
                    var ids = tasks.ids();
                    return ids.isEmpty()
                            ? Mono.empty()
                            : table.renew(ids, node.id(), properties.lease())
                                    .timeout(properties.renewEvery())
                                    .doOnNext(renewed -> tasks.renewed(ids, renewed, startedAt))
                                    .then();
                })
                .onErrorResume(this::logFailure)
                .doOnTerminate(() -> tasks.cancelUnrenewed(properties.holdFor(), System.nanoTime()));
    }

    private Mono<Void> logFailure(Throwable failure) {
        failures.add("Could not claim tasks or renew their leases; retrying", failure);
        return Mono.empty();
    }

    @Override
    public void stop(Runnable callback) {
        running.set(false);
        Flux.interval(Duration.ZERO, DRAIN_POLL)
                .takeUntil(tick -> !claiming.get() && tasks.isEmpty())
                .take(properties.drain())
                .then(Mono.defer(this::release))
                .doFinally(end -> {
                    loops.dispose();
                    callback.run();
                })
                .subscribe();
    }

    private Mono<Void> release() {
        tasks.cancelAll();
        return table.release(node.id()).timeout(properties.renewEvery()).onErrorResume(this::logFailure);
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }
}
