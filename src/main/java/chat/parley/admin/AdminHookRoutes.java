package chat.parley.admin;

import chat.parley.account.Account;
import chat.parley.audit.Action;
import chat.parley.hook.Hook;
import chat.parley.hook.HookBody;
import chat.parley.hook.HookForm;
import chat.parley.hook.HookService;
import chat.parley.http.Bodies;
import chat.parley.http.NumericParameters;
import chat.parley.http.Refusal;
import java.util.function.BiFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Administration of the webhooks of all rooms. */
@Configuration(value = "administeredHookRoutes", proxyBeanMethods = false)
class AdminHookRoutes {

    private final HookService hooks;
    private final AuditedActions actions;

    AdminHookRoutes(HookService hooks, AuditedActions actions) {
        this.hooks = hooks;
        this.actions = actions;
    }

    @Bean
    RouterFunction<ServerResponse> administeredHookRouter() {
        return RouterFunctions.route()
                .GET("/api/admin/hooks", this::list)
                .PATCH("/api/admin/hooks/{id}", this::change)
                .DELETE("/api/admin/hooks/{id}", this::delete)
                .POST("/api/admin/hooks/{id}/skip", this::skip)
                .build();
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        long after = NumericParameters.query(request, "after", 0).orElse(0L);
        return actions.administrator(request)
                .flatMap(account -> hooks.list(after))
                .map(HookBody.Page::of)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> change(ServerRequest request) {
        return Bodies.read(request, HookForm.class)
                .flatMap(form ->
                        perform(request, form.toString(), (hook, account) -> hooks.change(hook, form, account)));
    }

    private Mono<ServerResponse> skip(ServerRequest request) {
        return perform(request, "skip", (hook, account) -> hooks.skipToNow(hook));
    }

    private Mono<ServerResponse> perform(
            ServerRequest request, String detail, BiFunction<Hook, Account, Mono<HookService.Listed>> operation) {
        return actions.administrator(request)
                .flatMap(account -> hooks.find(id(request)))
                .flatMap(hook -> actions.perform(
                        request, Action.HOOK_CHANGED, hook.room(), detail, account -> operation.apply(hook, account)))
                .map(HookBody::of)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> delete(ServerRequest request) {
        return actions.administrator(request)
                .flatMap(account -> hooks.find(id(request)))
                .flatMap(hook -> actions.perform(
                        request, Action.HOOK_DELETED, hook.room(), hook.name(), account -> hooks.delete(hook)))
                .then(ServerResponse.noContent().build());
    }

    private static long id(ServerRequest request) {
        return NumericParameters.parse(request.pathVariable("id"))
                .orElseThrow(() -> Refusal.of(Refusal.Code.NOT_FOUND, "This webhook doesn't exist."));
    }
}
