package chat.parley.account;

import chat.parley.settings.Registration;
import chat.parley.settings.Settings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers that tell who is signed in, all of one shape. */
@Component
class SessionAnswers {

    private final SessionService sessions;
    private final Settings settings;
    private final Usernames usernames;
    private final Devices devices;
    private final SetupCode setup;

    SessionAnswers(SessionService sessions, Settings settings, Usernames usernames, Devices devices, SetupCode setup) {
        this.usernames = usernames;
        this.devices = devices;
        this.setup = setup;
        this.sessions = sessions;
        this.settings = settings;
    }

    /** The answer's body; no account where nobody is signed in. */
    record Who(
            @Nullable Profile account, boolean guestsEnabled, Registration registration, boolean setupCodeRequired) {}

    /** Hands the new session's cookie over. The session that the browser had until now ends. */
    Mono<ServerResponse> begun(HttpStatus status, SignedIn signedIn, ServerRequest request) {
        return CurrentSession.find(request.exchange())
                .flatMap(sessions::end)
                .then(Mono.defer(
                        () -> Mono.zip(who(signedIn.session().account(), request), deviceCookie(signedIn, request))))
                .flatMap(both -> ServerResponse.status(status)
                        .cookie(SessionCookie.carrying(signedIn.token(), request))
                        .cookies(cookies -> both.getT2().ifPresent(cookie -> cookies.add(cookie.getName(), cookie)))
                        .bodyValue(both.getT1()));
    }

    /** Empty for a guest, and where the browser has one already. */
    private Mono<Optional<ResponseCookie>> deviceCookie(SignedIn signedIn, ServerRequest request) {
        Account account = signedIn.session().account();
        ServerHttpRequest asked = request.exchange().getRequest();
        return Mono.justOrEmpty(usernames.key(account.username()))
                .filter(key -> account.kind() == Account.Kind.MEMBER)
                .filterWhen(key ->
                        devices.known(key, Devices.shown(asked)).hasElement().map(known -> !known))
                .flatMap(key -> devices.cookie(key, asked))
                .singleOptional();
    }

    Mono<ServerResponse> current(ServerRequest request) {
        return CurrentSession.find(request.exchange())
                .flatMap(session -> who(session.account(), request))
                .switchIfEmpty(Mono.defer(() -> who(null, request)))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    Mono<ServerResponse> ended(ServerRequest request) {
        return CurrentSession.of(request)
                .flatMap(sessions::end)
                .then(ServerResponse.noContent()
                        .cookie(SessionCookie.cleared(request))
                        .build());
    }

    private Mono<Who> who(@Nullable Account account, ServerRequest request) {
        Mono<Boolean> code = account == null ? setup.isRequired(Client.of(request)) : Mono.just(false);
        return Mono.zip(settings.current(), code)
                .map(both -> new Who(
                        account == null ? null : Profile.of(account),
                        both.getT1().guests(),
                        both.getT1().registration(),
                        both.getT2()));
    }
}
