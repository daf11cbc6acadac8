package chat.parley.database;

import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Statement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Keeps a driver that works on the subscribing thread (H2 does) away from the event loops: whatever its connections and
 * statements do is subscribed on the given bounded scheduler, from opening to closing, cancelled or not.
 */
record ScheduledConnectionFactory(ConnectionFactory driver, Scheduler scheduler) implements ConnectionFactory {

    @Override
    public Mono<Connection> create() {
        return Mono.<Connection>from(driver.create())
                .map(connection -> scheduled(Connection.class, connection))
                .subscribeOn(scheduler);
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return driver.getMetadata();
    }

    private <T> T scheduled(Class<T> type, T target) {
        Object proxy = Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> scheduled(self, target, invoke(target, method, arguments), method));
        return type.cast(proxy);
    }

    private @Nullable Object scheduled(Object self, Object target, @Nullable Object result, Method method) {
        if (result == target) {
            return self;
        }
        if (result instanceof Statement statement) {
            return scheduled(Statement.class, statement);
        }
        if (result instanceof Batch batch) {
            return scheduled(Batch.class, batch);
        }
        if (result instanceof Publisher<?> work && Publisher.class.isAssignableFrom(method.getReturnType())) {
            return Flux.from(work).subscribeOn(scheduler);
        }
        return result;
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
