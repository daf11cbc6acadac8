package chat.parley.gateway;

import chat.parley.account.EndedSessions;
import chat.parley.account.Sessions;
import chat.parley.hub.Ticks;
import chat.parley.node.Background;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Ends the sockets of a session when the session ends, on whatever node that was: told at once, checked at each tick. */
@Configuration(proxyBeanMethods = false)
class SessionWatch {

    @Bean
    Background watchingSessions(EndedSessions ended, Sessions sessions, Ticks ticks, Connections connections) {
        return new Background(() -> Disposables.composite(
                ended.ids()
                        .flatMap(session -> end(connections, session), Integer.MAX_VALUE)
                        .subscribe(),
                ticks.each("check the sessions of open sockets", () -> check(sessions, connections))));
    }

    private static Mono<Void> check(Sessions sessions, Connections connections) {
        Set<String> held = connections.sessions();
        return held.isEmpty()
                ? Mono.empty()
                : sessions.live(held)
                        .flatMapMany(live -> Flux.fromIterable(held).filter(session -> !live.contains(session)))
                        .concatMap(session -> end(connections, session))
                        .then();
    }

    private static Mono<Void> end(Connections connections, String session) {
        return connections.endSession(session, Closing.SIGNED_OUT);
    }
}
