package chat.parley.session;

import chat.parley.account.Account;
import chat.parley.account.DisplayName;
import chat.parley.audit.Action;
import chat.parley.audit.Audit;
import chat.parley.http.Bodies;
import chat.parley.http.ClientAddress;
import chat.parley.http.NumericParameters;
import chat.parley.http.Refusal;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The HTTP routes of the requesting account's API tokens. */
@Configuration(proxyBeanMethods = false)
class TokenRoutes {

    /** The length of the column in UTF-16 units, because not every database counts characters. */
    private static final int MAX_NAME_UNITS = 64;

    private static final Duration MAX_LIFETIME = Duration.ofDays(3660);

    private static final String ALL = Stream.of(Scope.values()).map(Scope::wire).collect(Collectors.joining(", "));

    private final Tokens tokens;
    private final RecentLogIn logIns;
    private final Audit audit;

    TokenRoutes(Tokens tokens, RecentLogIn logIns, Audit audit) {
        this.logIns = logIns;
        this.tokens = tokens;
        this.audit = audit;
    }

    record Form(
            @Nullable String name,
            @Nullable List<@Nullable String> scopes,
            @Nullable Long expiresInSeconds,
            @Nullable String password) {

        @Override
        public String toString() {
            return "a token's form";
        }
    }

    /** @param token only in the response to its creation */
    record Body(
            long id,
            String name,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String token,

            List<Scope> scopes,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant expiresAt) {

        static Body of(Tokens.Token token, @Nullable String secret) {
            return new Body(
                    token.id(),
                    token.name(),
                    secret,
                    token.scopes(),
                    token.createdAt(),
                    token.lastUsedAt(),
                    token.expiresAt());
        }

        @Override
        public String toString() {
            return "token " + id;
        }
    }

    record Listed(List<Body> tokens) {}

    @Bean
    RouterFunction<ServerResponse> tokenRouter() {
        return RouterFunctions.route()
                .GET("/api/account/tokens", this::list)
                .POST("/api/account/tokens", this::create)
                .DELETE("/api/account/tokens/{id}", this::revoke)
                .build();
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        return CurrentSession.of(request)
                .flatMap(session -> tokens.of(session.account()))
                .map(tokens -> new Listed(
                        tokens.stream().map(token -> Body.of(token, null)).toList()))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> create(ServerRequest request) {
        return CurrentSession.of(request)
                .zipWith(Bodies.read(request, Form.class))
                .flatMap(both -> create(both.getT1(), both.getT2(), request))
                .flatMap(created -> ServerResponse.status(201).bodyValue(Body.of(created.token(), created.secret())));
    }

    private Mono<Tokens.Created> create(Session session, Form form, ServerRequest request) {
        Account account = session.account();
        String name = DisplayName.of("name", form.name());
        if (name.length() > MAX_NAME_UNITS) {
            throw Refusal.field(
                    "name", "too_long", "A name can have at most 64 characters; emoji and rare letters count twice.");
        }
        Mono<Tokens.Created> creation = tokens.create(account, name, scopes(form), lifetime(form));
        return logIns.confirm(session, form.password())
                .then(creation)
                .delayUntil(created -> audit(account, Action.TOKEN_CREATED, name, request));
    }

    private Mono<ServerResponse> revoke(ServerRequest request) {
        return CurrentSession.of(request)
                .map(Session::account)
                .flatMap(account -> tokens.revoke(account, id(request))
                        .switchIfEmpty(Mono.error(TokenRoutes::unknown))
                        .flatMap(name -> audit(account, Action.TOKEN_REVOKED, name, request)))
                .then(ServerResponse.noContent().build());
    }

    private Mono<Void> audit(Account account, Action action, String name, ServerRequest request) {
        String address = ClientAddress.of(request.exchange().getRequest()).text();
        return audit.add(account.username(), action, null, name, address);
    }

    private static Set<Scope> scopes(Form form) {
        EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String wire : Objects.requireNonNullElse(form.scopes(), List.<String>of())) {
            scopes.add(Scope.of(String.valueOf(wire))
                    .orElseThrow(() -> Refusal.field("scopes", "scope_invalid", "Unknown scope. Use " + ALL + ".")));
        }
        if (scopes.isEmpty()) {
            throw Refusal.field("scopes", "required", "Choose at least one scope: " + ALL + ".");
        }
        return scopes;
    }

    private static @Nullable Duration lifetime(Form form) {
        Long seconds = form.expiresInSeconds();
        if (seconds != null && (seconds < 1 || seconds > MAX_LIFETIME.toSeconds())) {
            throw Refusal.field(
                    "expires_in_seconds", "out_of_range", "A token must expire within ten years, or never.");
        }
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    private static long id(ServerRequest request) {
        return NumericParameters.parse(request.pathVariable("id")).orElseThrow(TokenRoutes::unknown);
    }

    private static Refusal unknown() {
        return Refusal.of(Refusal.Code.NOT_FOUND, "This token doesn't exist.");
    }
}
