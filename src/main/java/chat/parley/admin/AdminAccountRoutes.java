package chat.parley.admin;

import chat.parley.audit.Action;
import chat.parley.file.AvatarService;
import chat.parley.http.Bodies;
import chat.parley.http.Links;
import chat.parley.http.Refusal;
import chat.parley.signin.AccountAdministration;
import chat.parley.signin.PasswordResets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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

/** Administration of accounts: list, create, disable, promote, log out, and create links that reset a password. */
@Configuration(value = "administeredAccountRoutes", proxyBeanMethods = false)
class AdminAccountRoutes {

    private static final int PAGE_SIZE = 100;

    private final AccountAdministration accounts;
    private final PasswordResets resets;
    private final AuditedActions actions;
    private final AvatarService avatars;
    private final Links links;

    AdminAccountRoutes(
            AccountAdministration accounts,
            PasswordResets resets,
            AuditedActions actions,
            AvatarService avatars,
            Links links) {
        this.avatars = avatars;
        this.links = links;
        this.accounts = accounts;
        this.resets = resets;
        this.actions = actions;
    }

    /** @param next the value of {@code after} for the next page; null on the last page */
    record Page(
            List<AccountAdministration.Listed> accounts,
            @Nullable String next) {

        static Page of(List<AccountAdministration.Listed> rows) {
            boolean more = rows.size() > PAGE_SIZE;
            List<AccountAdministration.Listed> shown = more ? rows.subList(0, PAGE_SIZE) : rows;
            return new Page(shown, more ? shown.get(PAGE_SIZE - 1).username() : null);
        }
    }

    record Form(@Nullable String username, @Nullable String password) {

        @Override
        public String toString() {
            return "a name and a password";
        }
    }

    record ResetLink(String url, Instant expiresAt) {}

    @Bean
    RouterFunction<ServerResponse> administeredAccountRouter() {
        return RouterFunctions.route()
                .GET("/api/admin/accounts", this::list)
                .POST("/api/admin/accounts", this::create)
                .PATCH("/api/admin/accounts/{username}", this::change)
                .DELETE("/api/admin/accounts/{username}/sessions", this::endSessions)
                .DELETE("/api/admin/accounts/{username}/avatar", this::removeAvatar)
                .POST("/api/admin/accounts/{username}/reset-link", this::resetLink)
                .build();
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        return actions.administrator(request)
                .flatMap(account -> accounts.list(
                        QueryParameters.text(request, "query"), QueryParameters.text(request, "after"), PAGE_SIZE + 1))
                .map(Page::of)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> create(ServerRequest request) {
        return Bodies.read(request, Form.class)
                .flatMap(form -> actions.perform(
                        request,
                        Action.ACCOUNT_CREATED,
                        form.username(),
                        null,
                        account -> accounts.create(
                                required("username", form.username()), required("password", form.password()))))
                .flatMap(ServerResponse.status(201)::bodyValue);
    }

    private Mono<ServerResponse> change(ServerRequest request) {
        return Bodies.read(request, AccountAdministration.Change.class)
                .flatMap(change -> change(request, change))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<AccountAdministration.Listed> change(ServerRequest request, AccountAdministration.Change change) {
        return actions.administrator(request)
                .flatMap(administrator -> accounts.check(username(request), change))
                .flatMap(changed -> actions.performSteps(
                        request,
                        Action.ACCOUNT_CHANGED,
                        username(request),
                        describe(change),
                        administrator -> accounts.change(changed, change)));
    }

    private Mono<ServerResponse> endSessions(ServerRequest request) {
        return actions.perform(
                        request,
                        Action.SESSIONS_ENDED,
                        username(request),
                        null,
                        account -> accounts.endSessions(username(request)))
                .then(ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> removeAvatar(ServerRequest request) {
        return actions.perform(
                        request,
                        Action.ACCOUNT_CHANGED,
                        username(request),
                        "avatar: removed",
                        account -> accounts.find(username(request)).flatMap(avatars::remove))
                .then(ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> resetLink(ServerRequest request) {
        return actions.perform(
                        request,
                        Action.RESET_LINK_CREATED,
                        username(request),
                        null,
                        account -> resets.create(username(request)))
                .map(created ->
                        new ResetLink(links.absolute(request, "/reset/" + created.token()), created.expiresAt()))
                .flatMap(ServerResponse.status(201)::bodyValue);
    }

    /** Describes the change for the audit log. */
    private static String describe(AccountAdministration.Change change) {
        return Stream.of(
                        change.disabled() == null ? null : "disabled: " + change.disabled(),
                        change.admin() == null ? null : "admin: " + change.admin(),
                        change.displayName() == null ? null : "display_name: " + change.displayName())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    private static String required(String field, @Nullable String value) {
        if (value == null) {
            throw Refusal.field(field, "required", "The field " + field + " is missing.");
        }
        return value;
    }

    private static String username(ServerRequest request) {
        return request.pathVariable("username");
    }
}
