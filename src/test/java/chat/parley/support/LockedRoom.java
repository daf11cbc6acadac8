package chat.parley.support;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Another transaction's lock of a room's row: writes to the room are refused as unavailable until it is closed. */
public final class LockedRoom implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Connection outside;

    public LockedRoom(ParleyServer server, String room) {
        outside = Objects.requireNonNull(
                server.bean(ConnectionPool.class).create().block(LIMIT));
        boolean postgresql = outside.getMetadata().getDatabaseProductName().equals("PostgreSQL");
        String unlimited = postgresql ? "set local idle_in_transaction_session_timeout = 0" : "select 1";
        Mono.from(outside.beginTransaction())
                .thenMany(outside.createStatement(unlimited).execute())
                .flatMap(Result::getRowsUpdated)
                .thenMany(outside.createStatement("select id from room where id = '" + room + "' for update")
                        .execute())
                .flatMap(result -> result.map(row -> row.get(0)))
                .blockLast(LIMIT);
    }

    @Override
    public void close() {
        Mono.from(outside.rollbackTransaction())
                .then(Mono.from(outside.close()))
                .block(LIMIT);
    }
}
