package chat.parley.task;

import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Performs the tasks of one kind. Declared as a bean. A node that has no handler for a kind leaves its tasks to other
 * nodes.
 *
 * <p>A task runs at least once: a node may crash after the work and before it has stored that the task is done. Work
 * that must not be repeated uses the task's key, or a row of its own, to detect that it has been done.
 */
public interface TaskHandler {

    /** The cap of {@link #retryAfter}. */
    Duration MAX_RETRY_DELAY = Duration.ofHours(1);

    /** The name of the kind, at most 32 characters; also the value of a tag in metrics. Must not change. */
    String kind();

    /**
     * Performs a task. Completion means that it is done. An error means that it is tried again, up to {@link
     * #maxTries}, or never again if it is a {@link PermanentFailureException}. An {@link UnsupportedTaskException}
     * leaves the task to nodes of other versions and does not count as a try. The message of an error is stored and
     * shown to administrators, so it must not contain secrets. Cancelled when the time is up, when the node has lost
     * the lease of the task, and when the node stops.
     */
    Mono<Void> run(Task task);

    /** The maximum number of tries, including those that ended with a crash of their node. */
    default int maxTries() {
        return 10;
    }

    /** The maximum number of tasks of this kind that a node runs concurrently. */
    default int concurrency() {
        return 4;
    }

    /** The maximum time of one try. */
    default Duration timeout() {
        return Duration.ofMinutes(1);
    }

    /** The delay after a failed try, before jitter: 10 s, doubled with each try, at most an hour. */
    default Duration retryAfter(int tries) {
        Duration delay = Duration.ofSeconds(10L << Math.min(tries - 1, 10));
        return delay.compareTo(MAX_RETRY_DELAY) < 0 ? delay : MAX_RETRY_DELAY;
    }

    /** The scheduler on which {@link #run} is called and subscribed to. Handlers that block return one of their own. */
    default Scheduler scheduler() {
        return Schedulers.parallel();
    }
}
