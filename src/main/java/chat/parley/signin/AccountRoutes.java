package chat.parley.signin;

import chat.parley.http.Bodies;
import chat.parley.http.Refusal;
import chat.parley.session.BrowserInfo;
import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The HTTP routes for sign-up, log-in, log-out and changing the password. */
@Configuration(proxyBeanMethods = false)
class AccountRoutes {

    private final SignUpService signUps;
    private final LogInService logIns;
    private final GuestService guests;
    private final PasswordService passwords;
    private final SessionAnswers answers;

    AccountRoutes(
            SignUpService signUps,
            LogInService logIns,
            GuestService guests,
            PasswordService passwords,
            SessionAnswers answers) {
        this.signUps = signUps;
        this.logIns = logIns;
        this.guests = guests;
        this.passwords = passwords;
        this.answers = answers;
    }

    record NameAndPassword(
            @Nullable String username,
            @Nullable String password,
            @Nullable String invite,
            @Nullable String setupCode) {

        @Override
        public String toString() {
            return "a name and a password";
        }
    }

    record Name(@Nullable String username) {}

    /** @param revokeTokens whether the account's API tokens are revoked, too; false by default */
    record NewPassword(
            @Nullable String current,
            @Nullable String replacement,
            @Nullable Boolean revokeTokens) {

        @Override
        public String toString() {
            return "two passwords";
        }
    }

    @Bean
    RouterFunction<ServerResponse> accountRouter() {
        return RouterFunctions.route()
                .POST("/api/accounts", this::signUp)
                .PUT("/api/account/password", this::changePassword)
                .GET("/api/session", Scope.anyPermits(answers::current))
                .POST("/api/session", this::logIn)
                .DELETE("/api/session", answers::ended)
                .POST("/api/session/guest", this::enterAsGuest)
                .build();
    }

    private Mono<ServerResponse> signUp(ServerRequest request) {
        return Bodies.read(request, NameAndPassword.class)
                .flatMap(form -> signUps.signUp(
                        required("username", form.username()),
                        required("password", form.password()),
                        form.invite(),
                        form.setupCode(),
                        BrowserInfo.of(request)))
                .flatMap(newSession -> answers.started(HttpStatus.CREATED, newSession, request));
    }

    private Mono<ServerResponse> logIn(ServerRequest request) {
        return Bodies.read(request, NameAndPassword.class)
                .flatMap(form -> logIns.logIn(
                        required("username", form.username()),
                        required("password", form.password()),
                        KnownDevices.cookieValue(request.exchange().getRequest()),
                        BrowserInfo.of(request)))
                .flatMap(newSession -> answers.started(HttpStatus.OK, newSession, request));
    }

    private Mono<ServerResponse> enterAsGuest(ServerRequest request) {
        return Bodies.read(request, Name.class)
                .flatMap(form -> guests.enter(required("username", form.username()), BrowserInfo.of(request)))
                .flatMap(newSession -> answers.started(HttpStatus.CREATED, newSession, request));
    }

    private Mono<ServerResponse> changePassword(ServerRequest request) {
        return CurrentSession.of(request)
                .zipWith(Bodies.read(request, NewPassword.class))
                .flatMap(both -> passwords.change(
                        both.getT1(),
                        required("current", both.getT2().current()),
                        required("replacement", both.getT2().replacement()),
                        Boolean.TRUE.equals(both.getT2().revokeTokens()),
                        BrowserInfo.of(request)))
                .then(ServerResponse.noContent().build());
    }

    private static String required(String field, @Nullable String value) {
        if (value == null) {
            throw Refusal.field(field, "required", "The field " + field + " is missing.");
        }
        return value;
    }
}
