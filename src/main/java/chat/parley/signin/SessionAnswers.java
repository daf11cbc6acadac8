package chat.parley.signin;

import chat.parley.account.Account;
import chat.parley.account.Profile;
import chat.parley.account.Usernames;
import chat.parley.session.BrowserInfo;
import chat.parley.session.CurrentSession;
import chat.parley.session.NewSession;
import chat.parley.session.Scope;
import chat.parley.session.Session;
import chat.parley.session.SessionCookie;
import chat.parley.session.SessionService;
import chat.parley.settings.CallProperties;
import chat.parley.settings.MailAvailability;
import chat.parley.settings.Registration;
import chat.parley.settings.Settings;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Writes the responses that describe the current session, all in the same format. */
@Component
class SessionAnswers {

    private final SessionService sessions;
    private final Settings settings;
    private final Usernames usernames;
    private final KnownDevices devices;
    private final SetupCode setup;
    private final MailAvailability mail;
    private final CallProperties calls;

    SessionAnswers(
            SessionService sessions,
            Settings settings,
            Usernames usernames,
            KnownDevices devices,
            SetupCode setup,
            MailAvailability mail,
            CallProperties calls) {
        this.calls = calls;
        this.usernames = usernames;
        this.devices = devices;
        this.setup = setup;
        this.mail = mail;
        this.sessions = sessions;
        this.settings = settings;
    }

    /**
     * The body of the response.
     *
     * @param account null without a session
     * @param mail whether this server sends e-mail
     * @param calls the address of a room's calls, in which {@code {room}} stands for the room's id; written only with a
     *     session, and only if calls are configured
     * @param scopes what the request's API token permits; null for a browser
     */
    record Status(
            @Nullable Profile account,
            @Nullable Set<Scope> scopes,
            boolean guestsEnabled,
            Registration registration,
            boolean setupCodeRequired,
            boolean mail,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String calls) {}

    /** Sends the new session's cookie, and ends the browser's previous session. */
    Mono<ServerResponse> started(HttpStatus status, NewSession newSession, ServerRequest request) {
        return CurrentSession.find(request.exchange())
                .flatMap(sessions::end)
                .then(Mono.defer(
                        () -> Mono.zip(status(newSession.session(), request), deviceCookie(newSession, request))))
                .flatMap(both -> ServerResponse.status(status)
                        .cookie(SessionCookie.of(newSession.token(), request))
                        .cookies(cookies -> both.getT2().ifPresent(cookie -> cookies.add(cookie.getName(), cookie)))
                        .bodyValue(both.getT1()));
    }

    /** Returns a new device cookie; empty for a guest, and if the browser already has one. */
    private Mono<Optional<ResponseCookie>> deviceCookie(NewSession newSession, ServerRequest request) {
        Account account = newSession.session().account();
        ServerHttpRequest httpRequest = request.exchange().getRequest();
        return Mono.justOrEmpty(usernames.key(account.username()))
                .filter(key -> account.kind() == Account.Kind.MEMBER)
                .filterWhen(key -> devices.known(key, KnownDevices.cookieValue(httpRequest))
                        .hasElement()
                        .map(known -> !known))
                .flatMap(key -> devices.cookie(key, httpRequest))
                .singleOptional();
    }

    Mono<ServerResponse> current(ServerRequest request) {
        return CurrentSession.find(request.exchange())
                .flatMap(session -> status(session, request))
                .switchIfEmpty(Mono.defer(() -> status(null, request)))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    Mono<ServerResponse> ended(ServerRequest request) {
        return CurrentSession.of(request)
                .flatMap(sessions::end)
                .then(ServerResponse.noContent()
                        .cookie(SessionCookie.cleared(request))
                        .build());
    }

    private Mono<Status> status(@Nullable Session session, ServerRequest request) {
        Mono<Boolean> code = session == null ? setup.isRequired(BrowserInfo.of(request)) : Mono.just(false);
        return Mono.zip(settings.current(), code)
                .map(both -> new Status(
                        session == null ? null : Profile.of(session.account()),
                        session == null ? null : session.scopes(),
                        both.getT1().guests(),
                        both.getT1().registration(),
                        both.getT2(),
                        mail.isAvailable(),
                        session == null ? null : calls.url()));
    }
}
