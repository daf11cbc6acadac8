package chat.parley.gateway;

import chat.parley.hub.Ticks;
import chat.parley.node.BackgroundTask;
import chat.parley.session.SessionEndBroadcast;
import chat.parley.session.Sessions;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Ends the sockets of a session when it ends on any node: immediately after a notification, or at the next tick. */
@Configuration(proxyBeanMethods = false)
class SessionMonitor {

    @Bean
    BackgroundTask sessionMonitorTask(
            SessionEndBroadcast ended, Sessions sessions, Ticks ticks, Connections connections) {
        return new BackgroundTask(() -> Disposables.composite(
                ended.ids()
                        .flatMap(session -> end(connections, session), Integer.MAX_VALUE)
                        .subscribe(),
                ticks.schedule("check the sessions of open sockets", () -> check(sessions, connections))));
    }

    private static Mono<Void> check(Sessions sessions, Connections connections) {
        Set<String> open = connections.sessions();
        return open.isEmpty()
                ? Mono.empty()
                : sessions.live(open)
                        .flatMapMany(live -> Flux.fromIterable(open).filter(session -> !live.contains(session)))
                        .concatMap(session -> end(connections, session))
                        .then();
    }

    private static Mono<Void> end(Connections connections, String session) {
        return connections.endSession(session, CloseCode.SIGNED_OUT);
    }
}
