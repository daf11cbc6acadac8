package chat.parley.database.postgresql;

import chat.parley.database.Epoch;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Result;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Connections to PostgreSQL whose idle transactions the server ends after a limit, so that a frozen or unreachable node
 * cannot keep a room locked.
 */
public record ReleasingConnectionFactory(ConnectionFactory driver, Duration limit, Epoch epoch)
        implements ConnectionFactory {

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
