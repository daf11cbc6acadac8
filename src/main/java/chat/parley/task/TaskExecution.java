package chat.parley.task;

import chat.parley.http.ClientText;
import chat.parley.http.FailureLog;
import chat.parley.node.Node;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** One try of a task: runs its handler and stores the outcome. */
@Component
class TaskExecution {

    private static final int MAX_ERROR_LENGTH = 500;

    private final TaskTable table;
    private final TaskHandlers handlers;
    private final TaskMeters meters;
    private final FailureLog failures;
    private final Node node;
    private final Jitter jitter;

    TaskExecution(
            TaskTable table, TaskHandlers handlers, TaskMeters meters, FailureLog failures, Node node, Jitter jitter) {
        this.table = table;
        this.handlers = handlers;
        this.meters = meters;
        this.failures = failures;
        this.node = node;
        this.jitter = jitter;
    }

    /** The result of a try, as a tag in metrics. */
    private enum Outcome {
        DONE,
        RETRIED,
        /** Left to a node of another version. */
        LEFT,
        FAILED,
        /** The task belonged to another node when this one had finished. */
        LOST
    }

    /** Never fails: if the outcome cannot be stored, the lease expires and the task is run again. */
    Mono<Void> run(Task task) {
        return Mono.defer(() -> {
            long startedAt = System.nanoTime();
            return attempt(task)
                    .doOnNext(outcome ->
                            meters.record(task.kind(), outcome.name().toLowerCase(Locale.ROOT), elapsed(startedAt)))
                    .onErrorResume(failure -> logUnstored(task, failure))
                    .then();
        });
    }

    private Mono<Outcome> attempt(Task task) {
        TaskHandler handler = handlers.of(task.kind());
        if (task.tries() > handler.maxTries()) {
            return store(table.fail(task, node.id(), "No try had an outcome: its nodes ended"), Outcome.FAILED);
        }
        return Mono.defer(() -> handler.run(task))
                .subscribeOn(handler.scheduler())
                .timeout(handler.timeout())
                .materialize()
                .flatMap(result -> {
                    Throwable failure = result.getThrowable();
                    return failure == null
                            ? store(table.done(task, node.id()), Outcome.DONE)
                            : storeFailure(task, handler, failure);
                });
    }

    private Mono<Outcome> storeFailure(Task task, TaskHandler handler, Throwable failure) {
        String error = describe(failure);
        if (failure instanceof UnsupportedTaskException) {
            failures.add(
                    "This version cannot run a task of kind " + task.kind() + "; leaving it to newer nodes", failure);
            return store(table.leave(task, node.id(), jitter.of(handler.retryAfter(1)), error), Outcome.LEFT);
        }
        if (failure instanceof PermanentFailureException || task.tries() >= handler.maxTries()) {
            return store(table.fail(task, node.id(), error), Outcome.FAILED);
        }
        failures.add("Could not run a task of kind " + task.kind() + "; retrying later", failure);
        return store(
                table.postpone(task, node.id(), jitter.of(handler.retryAfter(task.tries())), error), Outcome.RETRIED);
    }

    /** The work may have taken long, so a short database outage must not cause it to be repeated. */
    private static Mono<Outcome> store(Mono<Boolean> update, Outcome outcome) {
        return update.retryWhen(Retry.backoff(5, Duration.ofMillis(100))).map(owned -> owned ? outcome : Outcome.LOST);
    }

    private Mono<Outcome> logUnstored(Task task, Throwable failure) {
        failures.add("Could not store the outcome of a task of kind " + task.kind() + "; it will run again", failure);
        return Mono.empty();
    }

    private static String describe(Throwable failure) {
        String text = failure instanceof PermanentFailureException || failure instanceof UnsupportedTaskException
                ? Objects.requireNonNullElse(failure.getMessage(), "")
                : failure instanceof TimeoutException ? "The time was up" : failure.toString();
        return ClientText.storable(text, MAX_ERROR_LENGTH);
    }

    private static Duration elapsed(long startedAt) {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }
}
