package chat.parley.database;

import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Statement;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Keeps a driver that works on the subscribing thread (H2 does) away from the event loops: whatever its connections and
 * statements do is subscribed on the given bounded scheduler, from opening to closing, cancelled or not.
 *
 * <p>A commit, and a change outside of a transaction, completes when it is on the disk.
 */
record ScheduledConnectionFactory(ConnectionFactory driver, Scheduler scheduler, Disk disk)
        implements ConnectionFactory {

    private static final String COMMIT = "commitTransaction";
    private static final String STATEMENT = "createStatement";
    private static final String READING = "select";

    @Override
    public Mono<Connection> create() {
        return Mono.<Connection>from(driver.create())
                .doOnNext(PlainTexts::prefer)
                .map(this::connection)
                .subscribeOn(scheduler);
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return driver.getMetadata();
    }

    private Connection connection(Connection target) {
        return proxy(Connection.class, (self, method, arguments) -> {
            Object result = invoke(target, method, arguments);
            if (result instanceof Statement statement) {
                boolean reads = method.getName().equals(STATEMENT) && reads((String) arguments[0]);
                return statement(
                        statement, Mono.defer(() -> reads || !target.isAutoCommit() ? Mono.empty() : disk.forced()));
            }
            if (result instanceof Batch batch) {
                return statement(batch, Mono.empty());
            }
            return result instanceof Publisher<?> work && awaited(method)
                    ? scheduled(work, method.getName().equals(COMMIT) ? disk.forced() : Mono.empty())
                    : result;
        });
    }

    /** @param after what a result waits for when it is complete */
    private Object statement(Object target, Mono<Void> after) {
        Class<?> type = target instanceof Batch ? Batch.class : Statement.class;
        return proxy(type, (self, method, arguments) -> {
            Object result = invoke(target, method, arguments);
            if (result == target) {
                return self;
            }
            return result instanceof Publisher<?> work && awaited(method) ? scheduled(work, after) : result;
        });
    }

    private Flux<Object> scheduled(Publisher<?> work, Mono<Void> after) {
        return Flux.<Object>from(work).subscribeOn(scheduler).concatWith(after.cast(Object.class));
    }

    private static boolean reads(String sql) {
        return sql.stripLeading().toLowerCase(Locale.ROOT).startsWith(READING);
    }

    private static boolean awaited(Method method) {
        return Publisher.class.isAssignableFrom(method.getReturnType());
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
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
