package chat.parley.database;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Result;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Connections to PostgreSQL whose transactions are ended by the server when nothing is said in them for too long: a node
 * that is frozen or out of reach must not keep the lock of a room.
 */
record ReleasingConnectionFactory(ConnectionFactory driver, Duration limit, Epoch epoch) implements ConnectionFactory {

    @Override
    public Mono<Connection> create() {
        return Mono.<Connection>from(driver.create()).delayUntil(this::prepare);
    }

    private Mono<Void> prepare(Connection connection) {
        return Flux.from(connection
                        .createStatement("set idle_in_transaction_session_timeout = " + limit.toMillis())
                        .execute())
                .flatMap(Result::getRowsUpdated)
                .then(Mono.defer(() -> epoch.verify(connection)))
                .onErrorResume(failure -> Mono.from(connection.close()).then(Mono.error(failure)));
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return driver.getMetadata();
    }
}
