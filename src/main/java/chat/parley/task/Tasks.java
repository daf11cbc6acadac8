package chat.parley.task;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import org.springframework.util.Assert;
import reactor.core.publisher.Mono;

/** Stores tasks, which some node then runs: see {@link TaskHandler}. */
@Component
public class Tasks {

    private static final int MAX_KIND_LENGTH = 32;
    private static final int MAX_KEY_LENGTH = 200;
    private static final int MAX_BODY_LENGTH = 65_536;

    private final TaskTable table;
    private final TaskSignal signal;

    Tasks(TaskTable table, TaskSignal signal) {
        this.table = table;
        this.signal = signal;
    }

    /**
     * Stores a task, as part of the caller's transaction if there is one. Does nothing if a task has this key
     * already: one that waits, runs or has failed, or that was done within the last seven days.
     *
     * @param kind that of a {@link TaskHandler}
     * @param key unique among the tasks of all kinds, so it should begin with the kind; at most 200 characters
     * @param delay how long to wait before the first try, by the database's clock; after a delay of zero this node
     *     begins as soon as the transaction is committed
     * @param body what the handler needs to know, at most 65,536 characters; erased when the task is done
     * @return whether the key was new
     */
    public Mono<Boolean> schedule(String kind, String key, Duration delay, String body) {
        return schedule(kind, key, delay, body, null);
    }

    /**
     * Stores a task that calls another server.
     *
     * @param target the host that it calls, and the account on whose behalf; null if unknown
     */
    public Mono<Boolean> schedule(String kind, String key, Duration delay, String body, @Nullable TaskTarget target) {
        Assert.isTrue(kind.length() <= MAX_KIND_LENGTH, "The kind of a task is too long");
        Assert.isTrue(key.length() <= MAX_KEY_LENGTH, "The key of a task is too long");
        Assert.isTrue(body.length() <= MAX_BODY_LENGTH, "The body of a task is too long");
        return table.insert(kind, key, delay, body, target)
                .delayUntil(isNew -> isNew && delay.isZero() ? signalAfterCommit() : Mono.empty());
    }

    /**
     * Stores a task like {@link #schedule}, but reruns the one with this key if it was given up.
     *
     * @return whether the task will run because of this call
     */
    public Mono<Boolean> scheduleAgain(String kind, String key, Duration delay, String body) {
        return schedule(kind, key, delay, body)
                .flatMap(isNew -> isNew
                        ? Mono.just(true)
                        : table.retry(key, delay, body)
                                .delayUntil(again -> again && delay.isZero() ? signalAfterCommit() : Mono.empty()));
    }

    /**
     * Deletes the task with this key, as part of the caller's transaction if there is one. A node that runs it at
     * present goes on until it renews its lease.
     */
    public Mono<Void> cancel(String key) {
        return table.delete(key);
    }

    /** Returns up to {@code limit} tasks that were given up and have smaller ids, newest first. */
    public Mono<List<FailedTask>> failed(long before, int limit) {
        return table.failed(before, limit).collectList();
    }

    /** Reruns a task that was given up, with its full number of tries; emits whether there was one with this id. */
    public Mono<Boolean> retry(long id) {
        return table.retry(id).doOnNext(found -> signal.emit());
    }

    private Mono<Void> signalAfterCommit() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new Signal()))
                .then()
                .onErrorResume(NoTransactionException.class, none -> Mono.fromRunnable(signal::emit));
    }

    private class Signal implements TransactionSynchronization {

        @Override
        public Mono<Void> afterCommit() {
            return Mono.fromRunnable(signal::emit);
        }
    }
}
