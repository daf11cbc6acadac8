package chat.parley.database.h2;

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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps a driver that works on the subscribing thread, as H2's does, away from the event loops: all operations of its
 * connections and statements, from opening to closing, are subscribed to on the given bounded scheduler, even if
 * cancelled.
 *
 * <p>A commit, or a change outside of a transaction, completes when it is on disk. The result of a read outside of a
 * transaction is emitted when the data it contains is on disk; the results of reads within a transaction are not shown
 * to anybody before the commit.
 *
 * <p>A connection counts as valid while nothing has failed on it, because there is no network that could break. The
 * driver's validation, which executes a statement, runs only after a failure instead of before each use by the pool.
 */
public record ScheduledConnectionFactory(ConnectionFactory driver, Scheduler scheduler, DurableCommit commits)
        implements ConnectionFactory {

    private static final String COMMIT = "commitTransaction";
    private static final String STATEMENT = "createStatement";
    private static final String VALIDATE = "validate";
    private static final String SELECT = "select";

    @Override
    public Mono<Connection> create() {
        return Mono.<Connection>from(driver.create())
                .doOnNext(H2StringCodecFix::prefer)
                .map(this::connection)
                .subscribeOn(scheduler);
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return driver.getMetadata();
    }

    private Connection connection(Connection target) {
        AtomicBoolean failed = new AtomicBoolean();
        Scheduler thread =
                Schedulers.fromExecutor(new ConnectionThread(scheduler::schedule, () -> !target.isAutoCommit()), true);
        return proxy(Connection.class, (self, method, arguments) -> {
            if (method.getName().equals(VALIDATE) && !failed.getAndSet(false)) {
                return Mono.just(true);
            }
            Object result = invoke(target, method, arguments);
            if (result instanceof Statement statement) {
                boolean isRead = method.getName().equals(STATEMENT) && isRead((String) arguments[0]);
                return statement(
                        statement,
                        work -> Flux.defer(() -> target.isAutoCommit()
                                ? isRead ? read(work, thread, failed) : write(work, thread, failed)
                                : scheduled(work, thread, failed)));
            }
            if (result instanceof Batch batch) {
                return statement(batch, work -> scheduled(work, thread, failed));
            }
            if (result instanceof Publisher<?> work && isReactive(method)) {
                return method.getName().equals(COMMIT) ? write(work, thread, failed) : scheduled(work, thread, failed);
            }
            return result;
        });
    }

    private static Object statement(Object target, Function<Publisher<?>, Flux<Object>> run) {
        Class<?> type = target instanceof Batch ? Batch.class : Statement.class;
        return proxy(type, (self, method, arguments) -> {
            Object result = invoke(target, method, arguments);
            if (result == target) {
                return self;
            }
            return result instanceof Publisher<?> work && isReactive(method) ? run.apply(work) : result;
        });
    }

    /** Runs work whose effects are visible to others and completes when they are on disk. */
    private Flux<Object> write(Publisher<?> work, Scheduler thread, AtomicBoolean failed) {
        return scheduled(tracked(work), thread, failed)
                .concatWith(commits.forced().cast(Object.class));
    }

    /** Works because the driver does everything during the subscription, cancelled or not. */
    private Publisher<Object> tracked(Publisher<?> work) {
        return subscriber -> {
            long change = commits.begin();
            try {
                Flux.<Object>from(work)
                        .collectList()
                        .doOnTerminate(() -> commits.end(change))
                        .flatMapIterable(results -> results)
                        .subscribe(subscriber);
            } finally {
                commits.end(change);
            }
        };
    }

    /** Relies on a statement having run when its result is emitted. */
    private Flux<Object> read(Publisher<?> work, Scheduler thread, AtomicBoolean failed) {
        return scheduled(work, thread, failed).delayUntil(result -> commits.awaitSeen(thread));
    }

    private static Flux<Object> scheduled(Publisher<?> work, Scheduler thread, AtomicBoolean failed) {
        return Flux.<Object>from(work).doOnError(failure -> failed.set(true)).subscribeOn(thread);
    }

    private static boolean isRead(String sql) {
        return sql.stripLeading().toLowerCase(Locale.ROOT).startsWith(SELECT);
    }

    private static boolean isReactive(Method method) {
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
