package chat.parley.hook;

import chat.parley.account.Account;
import chat.parley.audit.Action;
import chat.parley.audit.Audit;
import chat.parley.http.Bodies;
import chat.parley.http.ClientAddress;
import chat.parley.http.Links;
import chat.parley.http.NumericParameters;
import chat.parley.http.Refusal;
import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import chat.parley.session.Session;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The HTTP routes of a room's webhooks. */
@Configuration(proxyBeanMethods = false)
class HookRoutes {

    private final HookService hooks;
    private final Links links;
    private final Audit audit;

    HookRoutes(HookService hooks, Links links, Audit audit) {
        this.hooks = hooks;
        this.links = links;
        this.audit = audit;
    }

    @Bean
    RouterFunction<ServerResponse> hookRouter() {
        return RouterFunctions.route()
                .GET("/api/rooms/{id}/hooks", Scope.READ.permits(this::list))
                .POST("/api/rooms/{id}/hooks", Scope.MANAGE.permits(this::create))
                .PATCH("/api/rooms/{id}/hooks/{hook}", Scope.MANAGE.permits(this::change))
                .DELETE("/api/rooms/{id}/hooks/{hook}", Scope.MANAGE.permits(this::delete))
                .POST("/api/rooms/{id}/hooks/{hook}/replay", Scope.MANAGE.permits(this::replay))
                .POST("/api/rooms/{id}/hooks/{hook}/skip", Scope.MANAGE.permits(this::skip))
                .build();
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        return account(request)
                .flatMap(account -> hooks.list(request.pathVariable("id"), after(request), account))
                .map(HookBody.Page::of)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> create(ServerRequest request) {
        return account(request)
                .zipWith(Bodies.read(request, HookForm.class))
                .flatMap(both -> hooks.create(request.pathVariable("id"), both.getT2(), both.getT1())
                        .delayUntil(created -> audit(
                                request,
                                both.getT1(),
                                Action.HOOK_CREATED,
                                created.listed().hook())))
                .flatMap(created -> ServerResponse.status(201).bodyValue(HookBody.created(created, links, request)));
    }

    private Mono<ServerResponse> change(ServerRequest request) {
        return Bodies.read(request, HookForm.class)
                .flatMap(form -> perform(request, (hook, account) -> hooks.change(hook, form, account)));
    }

    private Mono<ServerResponse> replay(ServerRequest request) {
        return Bodies.read(request, Replay.class)
                .flatMap(form -> perform(request, (hook, account) -> hooks.replay(hook, form.revision())));
    }

    private Mono<ServerResponse> skip(ServerRequest request) {
        return perform(request, (hook, account) -> hooks.skipToNow(hook));
    }

    private Mono<ServerResponse> delete(ServerRequest request) {
        return account(request)
                .flatMap(account -> hooks.find(request.pathVariable("id"), id(request), account)
                        .delayUntil(hooks::delete)
                        .flatMap(hook -> audit(request, account, Action.HOOK_DELETED, hook)))
                .then(ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> perform(
            ServerRequest request, BiFunction<Hook, Account, Mono<HookService.Listed>> operation) {
        return account(request)
                .flatMap(account -> hooks.find(request.pathVariable("id"), id(request), account)
                        .flatMap(hook -> operation.apply(hook, account))
                        .delayUntil(changed -> audit(request, account, Action.HOOK_CHANGED, changed.hook())))
                .map(HookBody::of)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<Void> audit(ServerRequest request, Account account, Action action, Hook hook) {
        String address = ClientAddress.of(request.exchange().getRequest()).text();
        return audit.add(account.username(), action, hook.room(), hook.name(), address);
    }

    /** @param after everything after this revision is sent again */
    public record Replay(@Nullable Long after) {

        public long revision() {
            if (after == null || after < 0) {
                throw Refusal.field("after", "required", "Send the revision after which to replay.");
            }
            return after;
        }
    }

    private static long id(ServerRequest request) {
        return NumericParameters.parse(request.pathVariable("hook"))
                .orElseThrow(() -> Refusal.of(Refusal.Code.NOT_FOUND, "This webhook doesn't exist."));
    }

    private static long after(ServerRequest request) {
        return NumericParameters.query(request, "after", 0).orElse(0L);
    }

    private static Mono<Account> account(ServerRequest request) {
        return CurrentSession.of(request).map(Session::account);
    }
}
