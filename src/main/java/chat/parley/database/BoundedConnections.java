package chat.parley.database;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.Wrapped;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Connections that are lent for a limited time, measured from the request to the return, regardless of the number and
 * kind of statements in between, so that every caller gets an answer. When the time is over, the database connection is
 * closed, which fails the statement in flight, and the lent connection accepts no further statements. The embedded
 * database cannot be interrupted; there, the statement timeout ends the statement in flight.
 *
 * @param limit the limit of one loan
 */
record BoundedConnections(ConnectionFactory connections, Duration limit) implements ConnectionFactory {

    private static final Logger log = LoggerFactory.getLogger(BoundedConnections.class);
    private static final OncePerMinute OVERDUE = new OncePerMinute();
    private static final String CLOSE = "close";
    private static final String STATEMENT = "createStatement";
    private static final String BATCH = "createBatch";

    @Override
    public Mono<Connection> create() {
        return Mono.defer(() -> {
            long deadline = System.nanoTime() + limit.toNanos();
            return Mono.<Connection>from(connections.create())
                    .timeout(limit)
                    .map(connection -> wrap(connection, deadline));
        });
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return connections.getMetadata();
    }

    private static Connection wrap(Connection connection, long deadline) {
        AtomicBoolean expired = new AtomicBoolean();
        Disposable timer = Mono.delay(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))
                .doOnNext(elapsed -> expired.set(true))
                .then(Mono.defer(() -> destroy(connection)))
                .onErrorComplete()
                .subscribe();
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class, Wrapped.class},
                (self, method, arguments) -> {
                    String name = method.getName();
                    if (name.equals("unwrap") && arguments == null) {
                        return connection;
                    }
                    if (expired.get() && (name.equals(STATEMENT) || name.equals(BATCH))) {
                        throw new R2dbcTimeoutException("The connection was lent for too long");
                    }
                    Object result = invoke(connection, method, arguments);
                    return result instanceof Publisher<?> closing && name.equals(CLOSE)
                            ? Mono.from(closing).doOnSubscribe(subscription -> timer.dispose())
                            : result;
                });
    }

    /** Closes the driver's connection; the pool detects this when the connection is returned. */
    private static Mono<Void> destroy(Connection connection) {
        if (OVERDUE.isDue()) {
            log.warn("A connection to the database was used for too long and is closed");
        }
        return connection instanceof Wrapped<?> pooled && pooled.unwrap() instanceof Connection driver
                ? Mono.from(driver.close())
                : Mono.from(connection.close());
    }

    private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
