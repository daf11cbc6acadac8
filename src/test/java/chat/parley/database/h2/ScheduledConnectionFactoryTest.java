package chat.parley.database.h2;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.database.DatabaseAddress;
import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.ValidationDepth;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

class ScheduledConnectionFactoryTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final int STATEMENTS = 20;

    private final ConnectionFactory h2 = new H2ConnectionFactory(H2ConnectionConfiguration.builder()
            .inMemory("sound")
            .option("DB_CLOSE_DELAY=-1")
            .build());
    private final AtomicInteger looks = new AtomicInteger();
    private final DatabaseThreads threads = new DatabaseThreads(2).start();
    private final ConnectionFactory connections = new ScheduledConnectionFactory(
            new Looking(h2, looks),
            threads.scheduler(),
            new DurableCommit(
                    new DatabaseAddress(true, "jdbc:h2:mem:sound;DB_CLOSE_DELAY=-1", null, null), threads.scheduler()));

    @AfterEach
    void end() {
        threads.end(LIMIT);
    }

    @Test
    void connectionWithoutFailureIsValidWithoutCheck() {
        Connection connection = open();
        run(connection, "select 1").block(LIMIT);

        assertThat(isSound(connection)).isTrue();
        assertThat(looks).hasValue(0);
    }

    @Test
    void failureCausesOneValidation() {
        Connection connection = open();
        run(connection, "select nothing from nowhere").onErrorComplete().block(LIMIT);

        assertThat(isSound(connection)).isTrue();
        assertThat(isSound(connection)).isTrue();
        assertThat(looks).hasValue(1);
    }

    @Test
    void connectionToClosedDatabaseIsInvalid() {
        Connection connection = open();
        run(open(), "shutdown immediately").onErrorComplete().block(LIMIT);
        run(connection, "select 1").onErrorComplete().block(LIMIT);

        assertThat(isSound(connection)).isFalse();
    }

    @Test
    void statementIssuedFromResultRunsOnTransactionsThread() throws InterruptedException {
        Connection connection = open();
        List<Thread> threads = new CopyOnWriteArrayList<>();
        CountDownLatch end = new CountDownLatch(1);
        Mono.from(connection.beginTransaction())
                .doOnSuccess(begun -> issue(connection, STATEMENTS, threads, end))
                .block(LIMIT);

        assertThat(end.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(threads).hasSize(STATEMENTS + 1);
        assertThat(Set.copyOf(threads)).hasSize(1);
    }

    /** Records the current thread, now and when each of the statements has been answered. */
    private static void issue(Connection connection, int statements, List<Thread> threads, CountDownLatch end) {
        threads.add(Thread.currentThread());
        if (statements == 0) {
            end.countDown();
        } else {
            run(connection, "select 1")
                    .doOnSuccess(done -> issue(connection, statements - 1, threads, end))
                    .subscribe();
        }
    }

    @Test
    void statementOutsideTransactionRunsOnAnotherThread() {
        Connection connection = open();
        List<Thread> threads = new CopyOnWriteArrayList<>();
        CountDownLatch second = new CountDownLatch(1);
        run(connection, "select 1")
                .doOnSuccess(first -> {
                    threads.add(Thread.currentThread());
                    run(connection, "select 2")
                            .doOnSuccess(done -> threads.add(Thread.currentThread()))
                            .doFinally(end -> second.countDown())
                            .subscribe();
                    awaitUnblocked(second);
                })
                .block(LIMIT);

        assertThat(Set.copyOf(threads)).hasSize(2);
    }

    private static void awaitUnblocked(CountDownLatch latch) {
        try {
            assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Connection open() {
        return Objects.requireNonNull(Mono.from(connections.create()).block(LIMIT));
    }

    private static Mono<Void> run(Connection connection, String sql) {
        return Mono.from(connection.createStatement(sql).execute()).then();
    }

    private static boolean isSound(Connection connection) {
        return Mono.from(connection.validate(ValidationDepth.LOCAL))
                .onErrorReturn(false)
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    /** Counts the driver's validations of connections. */
    private record Looking(ConnectionFactory driver, AtomicInteger looks) implements ConnectionFactory {

        @Override
        public Publisher<? extends Connection> create() {
            return Mono.<Connection>from(driver.create()).map(this::counted);
        }

        private Connection counted(Connection target) {
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                        if (method.getName().equals("validate")) {
                            looks.incrementAndGet();
                        }
                        try {
                            return method.invoke(target, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        public ConnectionFactoryMetadata getMetadata() {
            return driver.getMetadata();
        }
    }
}
