package chat.parley.account;

import chat.parley.settings.Registration;
import chat.parley.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers that tell who is signed in, all of one shape. */
@Component
class SessionAnswers {

    private final SessionService sessions;
    private final Settings settings;

    SessionAnswers(SessionService sessions, Settings settings) {
        this.sessions = sessions;
        this.settings = settings;
    }

    /** The answer's body; no account where nobody is signed in. */
    record Who(@Nullable Profile account, boolean guestsEnabled, Registration registration) {}

    /** Hands the new session's cookie over. The session that the browser had until now ends. */
    Mono<ServerResponse> begun(HttpStatus status, SignedIn signedIn, ServerRequest request) {
        return CurrentSession.find(request.exchange())
                .flatMap(sessions::end)
                .then(who(signedIn.session().account()))
                .flatMap(who -> ServerResponse.status(status)
                        .cookie(SessionCookie.carrying(signedIn.token(), request))
                        .bodyValue(who));
    }

    Mono<ServerResponse> current(ServerRequest request) {
        return CurrentSession.find(request.exchange())
                .flatMap(session -> who(session.account()))
                .switchIfEmpty(Mono.defer(() -> who(null)))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    Mono<ServerResponse> ended(ServerRequest request) {
        return CurrentSession.of(request)
                .flatMap(sessions::end)
                .then(ServerResponse.noContent()
                        .cookie(SessionCookie.cleared(request))
                        .build());
    }

    private Mono<Who> who(@Nullable Account account) {
        return settings.current()
                .map(now -> new Who(account == null ? null : Profile.of(account), now.guests(), now.registration()));
    }
}
