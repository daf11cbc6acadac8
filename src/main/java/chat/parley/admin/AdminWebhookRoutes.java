package chat.parley.admin;

import chat.parley.account.Account;
import chat.parley.audit.Action;
import chat.parley.http.Bodies;
import chat.parley.http.NumericParameters;
import chat.parley.http.Refusal;
import chat.parley.webhook.Webhook;
import chat.parley.webhook.WebhookBody;
import chat.parley.webhook.WebhookForm;
import chat.parley.webhook.WebhookService;
import java.util.function.BiFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Administration of the webhooks of all rooms. */
@Configuration(value = "administeredWebhookRoutes", proxyBeanMethods = false)
class AdminWebhookRoutes {

    private final WebhookService webhooks;
    private final AuditedActions actions;

    AdminWebhookRoutes(WebhookService webhooks, AuditedActions actions) {
        this.webhooks = webhooks;
        this.actions = actions;
    }

    @Bean
    RouterFunction<ServerResponse> administeredWebhookRouter() {
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
                .flatMap(account -> webhooks.list(after))
                .map(WebhookBody.Page::of)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> change(ServerRequest request) {
        return Bodies.read(request, WebhookForm.class)
                .flatMap(form -> perform(
                        request, form.toString(), (webhook, account) -> webhooks.change(webhook, form, account)));
    }

    private Mono<ServerResponse> skip(ServerRequest request) {
        return perform(request, "skip", (webhook, account) -> webhooks.skipToNow(webhook));
    }

    private Mono<ServerResponse> perform(
            ServerRequest request, String detail, BiFunction<Webhook, Account, Mono<WebhookService.Listed>> operation) {
        return actions.administrator(request)
                .flatMap(account -> webhooks.find(id(request)))
                .flatMap(webhook -> actions.perform(
                        request,
                        Action.HOOK_CHANGED,
                        webhook.room(),
                        detail,
                        account -> operation.apply(webhook, account)))
                .map(WebhookBody::of)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> delete(ServerRequest request) {
        return actions.administrator(request)
                .flatMap(account -> webhooks.find(id(request)))
                .flatMap(webhook -> actions.perform(
                        request,
                        Action.HOOK_DELETED,
                        webhook.room(),
                        webhook.name(),
                        account -> webhooks.delete(webhook)))
                .then(ServerResponse.noContent().build());
    }

    private static long id(ServerRequest request) {
        return NumericParameters.parse(request.pathVariable("id"))
                .orElseThrow(() -> Refusal.of(Refusal.Code.NOT_FOUND, "This webhook doesn't exist."));
    }
}
