package chat.parley.gateway;

import chat.parley.account.EndedSessions;
import chat.parley.account.Sessions;
import chat.parley.hub.Ticks;
import java.util.Set;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Ends the sockets of a session when the session ends, on whatever node that was: told at once, checked at each tick. */
@Component
class SessionWatch implements SmartLifecycle {

    private static final Log log = LogFactory.getLog(SessionWatch.class);

    private final EndedSessions ended;
    private final Sessions sessions;
    private final Ticks ticks;
    private final Connections connections;
    private final Disposable.Swap running = Disposables.swap();
    private volatile boolean on;

    SessionWatch(EndedSessions ended, Sessions sessions, Ticks ticks, Connections connections) {
        this.ended = ended;
        this.sessions = sessions;
        this.ticks = ticks;
        this.connections = connections;
    }

    @Override
    public void start() {
        on = true;
        running.update(Disposables.composite(
                ended.ids().flatMap(this::end, Integer.MAX_VALUE).subscribe(),
                ticks.ticks().concatMap(tick -> check(), 1).subscribe()));
    }

    private Mono<Void> check() {
        Set<String> held = connections.sessions();
        return held.isEmpty()
                ? Mono.empty()
                : sessions.live(held)
                        .flatMapMany(live -> Flux.fromIterable(held).filter(session -> !live.contains(session)))
                        .concatMap(this::end)
                        .then()
                        .doOnError(failure -> log.warn("Sessions could not be checked", failure))
                        .onErrorComplete();
    }

    private Mono<Void> end(String session) {
        return connections.endSession(session, Closing.SIGNED_OUT);
    }

    @Override
    public void stop() {
        on = false;
        running.update(Disposables.disposed());
    }

    @Override
    public boolean isRunning() {
        return on;
    }
}
