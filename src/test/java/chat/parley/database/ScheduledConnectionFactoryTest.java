package chat.parley.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.ValidationDepth;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

class ScheduledConnectionFactoryTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ConnectionFactory h2 = new H2ConnectionFactory(H2ConnectionConfiguration.builder()
            .inMemory("sound")
            .option("DB_CLOSE_DELAY=-1")
            .build());
    private final AtomicInteger looks = new AtomicInteger();
    private final DatabaseThreads threads = new DatabaseThreads(2).start();
    private final ConnectionFactory connections = new ScheduledConnectionFactory(
            new Looking(h2, looks), threads.scheduler(), new Disk(h2, threads.scheduler()));

    @AfterEach
    void end() {
        threads.end();
    }

    @Test
    void aConnectionOnWhichNothingHasFailedIsSoundWithoutALook() {
        Connection connection = open();
        run(connection, "select 1").block(LIMIT);

        assertThat(isSound(connection)).isTrue();
        assertThat(looks).hasValue(0);
    }

    @Test
    void aFailureIsReasonToLookOnce() {
        Connection connection = open();
        run(connection, "select nothing from nowhere").onErrorComplete().block(LIMIT);

        assertThat(isSound(connection)).isTrue();
        assertThat(isSound(connection)).isTrue();
        assertThat(looks).hasValue(1);
    }

    @Test
    void aConnectionToADatabaseThatWasClosedIsNotSoundAnyMore() {
        Connection connection = open();
        run(open(), "shutdown immediately").onErrorComplete().block(LIMIT);
        run(connection, "select 1").onErrorComplete().block(LIMIT);

        assertThat(isSound(connection)).isFalse();
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

    /** Counts how often the driver is asked whether a connection is sound. */
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
