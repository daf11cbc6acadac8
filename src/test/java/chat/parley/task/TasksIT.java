package chat.parley.task;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.http.FailureLog;
import chat.parley.node.Node;
import chat.parley.support.ParleyServer;
import chat.parley.support.SharedServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Several runners on one database, each with its own handler of the same kind, behave like several nodes. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class TasksIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration LEASE = Duration.ofMillis(1_500);
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final ParleyServer server;
    private final TaskTable table;
    private final Tasks tasks;
    private final TaskSignal signal;
    private final List<TaskRunner> runners = new ArrayList<>();
    private final String kind = SharedServer.unique("k").substring(0, 10);
    private final Map<String, Integer> runs = new ConcurrentHashMap<>();

    TasksIT(SharedServer server) {
        this.server = server.server();
        table = this.server.bean(TaskTable.class);
        tasks = this.server.bean(Tasks.class);
        signal = this.server.bean(TaskSignal.class);
    }

    @AfterEach
    void stop() {
        runners.forEach(TasksIT::stop);
    }

    private static void stop(TaskRunner runner) {
        CountDownLatch stopped = new CountDownLatch(1);
        runner.stop(stopped::countDown);
        try {
            assertThat(stopped.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private class Handler implements TaskHandler {

        private final Function<Task, Mono<Void>> work;
        private final int concurrency;

        Handler(Function<Task, Mono<Void>> work, int concurrency) {
            this.work = work;
            this.concurrency = concurrency;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public Mono<Void> run(Task task) {
            runs.merge(task.key(), 1, Integer::sum);
            return work.apply(task);
        }

        @Override
        public int maxTries() {
            return 3;
        }

        @Override
        public int concurrency() {
            return concurrency;
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(30);
        }

        @Override
        public Duration retryAfter(int tries) {
            return Duration.ofMillis(200);
        }
    }

    private TaskRunner node(Function<Task, Mono<Void>> work) {
        return node(new Handler(work, 4), new TaskProperties(POLL, LEASE, DRAIN));
    }

    private TaskRunner node(TaskHandler handler, TaskProperties properties) {
        TaskHandlers handlers = new TaskHandlers(
                new StaticListableBeanFactory(Map.of("handler", handler)).getBeanProvider(TaskHandler.class));
        Node node = new Node(SharedServer.unique("n").substring(0, 10), "here");
        FailureLog failures = server.bean(FailureLog.class);
        Jitter jitter = server.bean(Jitter.class);
        TaskExecution execution = new TaskExecution(
                table, handlers, new TaskMeters(server.bean(MeterRegistry.class), handlers), failures, node, jitter);
        TaskRunner runner = new TaskRunner(table, handlers, execution, signal, properties, node, failures, jitter);
        runners.add(runner);
        runner.start();
        return runner;
    }

    private boolean schedule(String key) {
        return schedule(key, Duration.ZERO);
    }

    private boolean schedule(String key, Duration delay) {
        return Objects.requireNonNull(
                tasks.schedule(kind, kind + "/" + key, delay, "body of " + key).block(LIMIT));
    }

    private int runs(String key) {
        return runs.getOrDefault(kind + "/" + key, 0);
    }

    private boolean isDone(String key) {
        return count("\"key\" = '" + kind + "/" + key + "' and done_at is not null") == 1;
    }

    private long count(String condition) {
        return Objects.requireNonNull(server.bean(DatabaseClient.class)
                .sql("select count(*) from task where " + condition)
                .mapValue(Long.class)
                .one()
                .block(LIMIT));
    }

    private void setDue(String key, long epochMillis) {
        execute("update task set due = " + epochMillis + " where \"key\" = '" + kind + "/" + key + "'");
    }

    private List<FailedTask> failed() {
        return Objects.requireNonNull(tasks.failed(Long.MAX_VALUE, 100).block(LIMIT)).stream()
                .filter(task -> task.kind().equals(kind))
                .toList();
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(20));
    }

    @Test
    void oneOfSeveralNodesRunsEachTask() {
        List<String> keys = IntStream.range(0, 200).mapToObj(String::valueOf).toList();
        IntStream.range(0, 3).forEach(number -> node(task -> Mono.empty()));

        Flux.fromIterable(keys)
                .flatMap(key -> tasks.schedule(kind, kind + "/" + key, Duration.ZERO, ""), 8)
                .blockLast(LIMIT);

        eventually().until(() -> count("kind = '" + kind + "' and done_at is not null") == keys.size());
        assertThat(keys).allSatisfy(key -> assertThat(runs(key)).isEqualTo(1));
    }

    @Test
    void taskCarriesWhatWasScheduled() {
        List<Task> ran = new CopyOnWriteArrayList<>();
        node(task -> Mono.fromRunnable(() -> ran.add(task)));

        schedule("a");

        eventually().until(() -> isDone("a"));
        assertThat(ran).singleElement().satisfies(task -> {
            assertThat(task.key()).isEqualTo(kind + "/a");
            assertThat(task.body()).isEqualTo("body of a");
            assertThat(task.tries()).isEqualTo(1);
        });
    }

    @Test
    void keyIsAcceptedOnce() {
        assertThat(schedule("a")).isTrue();
        assertThat(schedule("a")).isFalse();
        node(task -> Mono.empty());
        eventually().until(() -> isDone("a"));

        assertThat(schedule("a")).isFalse();
        schedule("b");

        eventually().until(() -> isDone("b"));
        assertThat(runs("a")).isEqualTo(1);
    }

    @Test
    void bodyOfDoneTaskIsErased() {
        node(task -> Mono.empty());

        schedule("a");

        eventually().until(() -> isDone("a"));
        assertThat(count("\"key\" = '" + kind + "/a' and body is null")).isEqualTo(1);
    }

    @Test
    void taskOfTransactionThatIsRolledBackDoesNotExist() {
        tasks.schedule(kind, kind + "/a", Duration.ZERO, "")
                .then(Mono.error(new IllegalStateException("changed its mind")))
                .as(server.bean(TransactionalOperator.class)::transactional)
                .onErrorComplete()
                .block(LIMIT);

        assertThat(count("kind = '" + kind + "'")).isZero();
    }

    /** The next poll is far away. */
    @Test
    void committedTaskStartsImmediately() {
        node(new Handler(task -> Mono.empty(), 1), new TaskProperties(NEVER, LEASE, DRAIN));
        schedule("outside");
        eventually().until(() -> isDone("outside"));

        tasks.schedule(kind, kind + "/inside", Duration.ZERO, "")
                .as(server.bean(TransactionalOperator.class)::transactional)
                .block(LIMIT);

        eventually().until(() -> isDone("inside"));
    }

    @Test
    void taskWaitsUntilItIsDue() {
        node(task -> Mono.empty());

        schedule("later", NEVER);
        schedule("now");

        eventually().until(() -> isDone("now"));
        assertThat(runs("later")).isZero();
    }

    @Test
    void tasksRunInTheOrderInWhichTheyAreDue() {
        List<String> order = new CopyOnWriteArrayList<>();
        List.of("third", "first", "second").forEach(key -> schedule(key, Duration.ofDays(1)));
        setDue("third", 3);
        setDue("first", 1);
        setDue("second", 2);

        node(
                new Handler(task -> Mono.fromRunnable(() -> order.add(task.key())), 1),
                new TaskProperties(POLL, LEASE, DRAIN));

        eventually().until(() -> order.size() == 3);
        assertThat(order).containsExactly(kind + "/first", kind + "/second", kind + "/third");
    }

    @Test
    void failedTryIsRepeatedLater() {
        List<Long> times = new CopyOnWriteArrayList<>();
        node(task -> Mono.defer(() -> {
            times.add(System.nanoTime());
            return task.tries() < 3 ? Mono.error(new IllegalStateException("not yet")) : Mono.empty();
        }));

        schedule("a");

        eventually().until(() -> isDone("a"));
        assertThat(times).hasSize(3);
        assertThat(Duration.ofNanos(times.get(1) - times.get(0))).isGreaterThan(Duration.ofMillis(140));
    }

    @Test
    void taskIsGivenUpAfterItsLastTry() {
        node(task -> Mono.error(new IllegalStateException("never")));

        schedule("a");

        eventually().until(() -> !failed().isEmpty());
        assertThat(failed()).singleElement().satisfies(task -> {
            assertThat(task.key()).isEqualTo(kind + "/a");
            assertThat(task.tries()).isEqualTo(3);
            assertThat(task.lastError()).contains("never");
        });
        assertThat(runs("a")).isEqualTo(3);
    }

    @Test
    void taskThatEndsItsNodesIsGivenUp() {
        schedule("a");
        for (int i = 0; i < 3; i++) {
            String crashed = "crashed" + i;
            eventually()
                    .until(() -> table.claim(kind, 1, Set.of(), crashed, Duration.ofMillis(1))
                            .blockOptional(LIMIT)
                            .filter(claimed -> !claimed.isEmpty())
                            .isPresent());
        }

        node(task -> Mono.empty());

        eventually().until(() -> !failed().isEmpty());
        assertThat(runs("a")).isZero();
    }

    @Test
    void permanentFailureIsNotRepeated() {
        node(task -> Mono.error(new PermanentFailureException("The recipient does not exist")));

        schedule("a");

        eventually().until(() -> !failed().isEmpty());
        assertThat(failed().get(0).lastError()).isEqualTo("The recipient does not exist");
        assertThat(runs("a")).isEqualTo(1);
    }

    @Test
    void taskOfANewerVersionWaitsForANodeThatSupportsIt() {
        TaskRunner old = node(task -> Mono.error(new UnsupportedTaskException("too new")));
        schedule("a");
        eventually().until(() -> runs("a") > 5);
        assertThat(failed()).isEmpty();
        assertThat(count("\"key\" = '" + kind + "/a' and last_error = 'too new'"))
                .isEqualTo(1);

        AtomicInteger tries = new AtomicInteger();
        node(task -> Mono.fromRunnable(() -> tries.set(task.tries())));

        eventually().until(() -> isDone("a"));
        assertThat(tries).hasValue(1);
        assertThat(old.isRunning()).isTrue();
    }

    @Test
    void failedTaskRunsAgainOnRequest() {
        node(task -> runs("a") < 2 ? Mono.error(new PermanentFailureException("no")) : Mono.empty());
        schedule("a");
        eventually().until(() -> !failed().isEmpty());

        assertThat(tasks.retry(failed().get(0).id()).block(LIMIT)).isTrue();

        eventually().until(() -> isDone("a"));
        assertThat(failed()).isEmpty();
    }

    @Test
    void errorOfAnySizeIsStored() {
        node(task -> Mono.error(new PermanentFailureException("\u0000".repeat(3) + "e".repeat(5_000))));

        schedule("a");

        eventually().until(() -> !failed().isEmpty());
    }

    @Test
    void handlerThatThrowsFailsTheTry() {
        node(task -> {
            throw new PermanentFailureException("thrown");
        });

        schedule("a");

        eventually().until(() -> !failed().isEmpty());
    }

    @Test
    void hangingTryEnds() {
        TaskHandler hanging = new Handler(task -> Mono.never(), 1) {
            @Override
            public Duration timeout() {
                return Duration.ofMillis(50);
            }
        };
        node(hanging, new TaskProperties(POLL, LEASE, DRAIN));

        schedule("a");

        eventually().until(() -> !failed().isEmpty());
        assertThat(failed().get(0).lastError()).isEqualTo("The time was up");
    }

    @Test
    void taskOfCrashedNodeIsTakenOver() {
        schedule("a");
        assertThat(table.claim(kind, 1, Set.of(), "crashed", LEASE).block(LIMIT))
                .hasSize(1);

        node(task -> Mono.empty());

        assertThat(runs("a")).isZero();
        eventually().until(() -> isDone("a"));
        assertThat(runs("a")).isEqualTo(1);
    }

    @Test
    void runningTaskKeepsItsLease() {
        node(task -> Mono.delay(LEASE.multipliedBy(3)).then());
        node(task -> Mono.delay(LEASE.multipliedBy(3)).then());

        schedule("a");

        eventually().until(() -> isDone("a"));
        assertThat(runs("a")).isEqualTo(1);
    }

    @Test
    void nodeThatLostATaskCancelsItAndStoresNothing() {
        List<String> events = new CopyOnWriteArrayList<>();
        node(task -> Mono.<Void>never().doOnCancel(() -> events.add("cancelled")));
        schedule("a");
        eventually().until(() -> runs("a") == 1);

        execute("update task set owner = 'other', lease_until = " + Long.MAX_VALUE / 2 + " where kind = '" + kind
                + "'");

        eventually().until(() -> events.contains("cancelled"));
        assertThat(count("kind = '" + kind + "' and owner = 'other' and due is not null"))
                .isEqualTo(1);
    }

    @Test
    void earlierTryCannotFinishTheTask() {
        schedule("a");
        Task first = claimed(Duration.ofMillis(1));
        eventually()
                .until(() -> !Objects.requireNonNull(
                                table.claim(kind, 1, Set.of(), "node", LEASE).block(LIMIT))
                        .isEmpty());

        assertThat(table.done(first, "node").block(LIMIT)).isFalse();
        assertThat(table.fail(first, "node", "late").block(LIMIT)).isFalse();
        assertThat(table.postpone(first, "node", Duration.ZERO, "late").block(LIMIT))
                .isFalse();
    }

    private Task claimed(Duration lease) {
        return Objects.requireNonNull(
                        table.claim(kind, 1, Set.of(), "node", lease).block(LIMIT))
                .get(0);
    }

    @Test
    void stoppingNodeFinishesItsTasks() {
        CountDownLatch release = new CountDownLatch(1);
        TaskRunner node = node(task -> Mono.delay(Duration.ofMillis(300))
                .doOnNext(end -> release.countDown())
                .then());
        schedule("a");
        eventually().until(() -> runs("a") == 1);

        stop(node);

        assertThat(isDone("a")).isTrue();
    }

    @Test
    void unfinishedTaskOfStoppedNodeIsFreeImmediately() {
        TaskRunner node = node(new Handler(task -> Mono.never(), 1), new TaskProperties(POLL, NEVER, POLL));
        schedule("a");
        eventually().until(() -> runs("a") == 1);

        stop(node);

        assertThat(claimed(LEASE).tries()).isEqualTo(1);
    }

    @Test
    void nodeRunsNoMoreThanTheKindAllows() {
        node(new Handler(task -> Mono.never(), 2), new TaskProperties(POLL, LEASE, POLL));

        IntStream.range(0, 5).forEach(number -> schedule("a" + number));

        eventually().until(() -> runs.size() == 2);
        Awaitility.await().during(Duration.ofMillis(300)).atMost(LIMIT).until(() -> runs.size() == 2);
    }

    @Test
    void failedTasksAreCountedForMonitoring() {
        node(task -> Mono.error(new PermanentFailureException("no")));
        schedule("a");
        eventually().until(() -> !failed().isEmpty());

        server.bean(TaskUpkeep.class).run().block(LIMIT);

        assertThat(server.bean(MeterRegistry.class)
                        .get("parley.tasks.failed")
                        .tag("kind", kind)
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void oldTasksAreDeleted() {
        node(task -> Mono.empty());
        schedule("old");
        schedule("new");
        eventually().until(() -> isDone("old") && isDone("new"));
        execute("update task set done_at = done_at - 8 * 86400000 where \"key\" = '" + kind + "/old'");

        server.bean(TaskUpkeep.class).run().block(LIMIT);

        assertThat(isDone("old")).isFalse();
        assertThat(isDone("new")).isTrue();
    }

    private void execute(String sql) {
        server.bean(DatabaseClient.class).sql(sql).then().block(LIMIT);
    }

    @Test
    void tasksOfASilentHostOrOfOneAccountDelayNobodyElse() {
        for (int i = 0; i < 20; i++) {
            scheduleFor("silent-" + i, "silent.example", i);
            scheduleFor("greedy-" + i, "host-" + i + ".example", 1_000);
        }
        node(task -> task.key().contains("prompt") ? Mono.empty() : Mono.never());
        eventually().until(() -> runs.size() > 1);

        scheduleFor("prompt", "prompt.example", 2_000);

        eventually().until(() -> isDone("prompt"));
    }

    private void scheduleFor(String key, String host, long account) {
        tasks.schedule(kind, kind + "/" + key, Duration.ZERO, "body", new TaskTarget(host, account))
                .block(LIMIT);
    }
}
