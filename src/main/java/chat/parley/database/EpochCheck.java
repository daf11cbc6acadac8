package chat.parley.database;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Compares the epoch with the database, and begins a new one when the database was seen to have gone back. */
@Component
public class EpochCheck {

    private final Epoch epoch;
    private final ConnectionFactory connections;

    EpochCheck(Epoch epoch, ConnectionFactory connections) {
        this.epoch = epoch;
        this.connections = connections;
    }

    /** Takes the epoch that the database says, which another node may have begun. */
    public Mono<Void> compare() {
        return using(epoch::verify);
    }

    /**
     * Something that was in the database is not there any more.
     *
     * @param known the epoch in which it was
     */
    public Mono<Void> wentBack(String known) {
        return using(connection -> epoch.renew(connection, known));
    }

    private Mono<Void> using(Function<Connection, Mono<Void>> work) {
        return Mono.usingWhen(connections.create(), work, Connection::close);
    }
}
