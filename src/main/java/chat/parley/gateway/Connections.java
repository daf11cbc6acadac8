package chat.parley.gateway;

import chat.parley.account.Account;
import chat.parley.people.AccountPresence;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.CloseStatus;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The open connections of this node. Thread-safe. */
@Component
class Connections {

    private static final int MAX_CONCURRENT_CLOSES = 256;

    private final Map<String, Connection> open = new ConcurrentHashMap<>();
    private final AccountPresence presence;
    private volatile boolean draining;

    Connections(AccountPresence presence) {
        this.presence = presence;
    }

    /** Registers a connection for the duration of its lifecycle. */
    Mono<Void> track(Connection connection, Mono<Void> life) {
        return Mono.defer(() -> {
            Account account = connection.session().account();
            open.put(connection.id(), connection);
            presence.connected(connection.id(), account);
            return life.doFinally(end -> {
                open.remove(connection.id());
                presence.disconnected(connection.id(), account);
            });
        });
    }

    Collection<Connection> all() {
        return List.copyOf(open.values());
    }

    int size() {
        return open.size();
    }

    /** Returns the number of blocked sockets; approximate, because each is only known exactly on its own loop. */
    long slow() {
        return open.values().stream().filter(Connection::slow).count();
    }

    Set<String> sessions() {
        return open.values().stream()
                .map(connection -> connection.session().id())
                .collect(Collectors.toSet());
    }

    Mono<Void> endSession(String session, CloseStatus status) {
        return end(
                all().stream()
                        .filter(connection -> connection.session().id().equals(session))
                        .toList(),
                status);
    }

    Mono<Void> end(Collection<Connection> connections, CloseStatus status) {
        return Flux.fromIterable(connections)
                .flatMap(connection -> connection.end(status), MAX_CONCURRENT_CLOSES)
                .then();
    }

    boolean draining() {
        return draining;
    }

    void draining(boolean value) {
        draining = value;
    }
}
