package chat.parley.database;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Compares the epoch with the database and begins a new one if the database has gone back to an earlier state. */
@Component
public class EpochCheck {

    private final Epoch epoch;
    private final ConnectionFactory connections;

    EpochCheck(Epoch epoch, ConnectionFactory connections) {
        this.epoch = epoch;
        this.connections = connections;
    }

    /** Adopts the epoch of the database, which another node may have begun. */
    public Mono<Void> compare() {
        return using(epoch::verify);
    }

    /**
     * Reports that committed data is missing from the database.
     *
     * @param outdated the epoch in which the data was committed
     */
    public Mono<Void> wentBack(String outdated) {
        return using(connection -> epoch.renew(connection, outdated));
    }

    private Mono<Void> using(Function<Connection, Mono<Void>> work) {
        return Mono.usingWhen(connections.create(), work, Connection::close);
    }
}
