package chat.parley.webhook;

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
import reactor.util.function.Tuple2;

/** The HTTP routes of a room's webhooks. */
@Configuration(proxyBeanMethods = false)
class WebhookRoutes {

    private final WebhookService webhooks;
    private final Links links;
    private final Audit audit;

    WebhookRoutes(WebhookService webhooks, Links links, Audit audit) {
        this.webhooks = webhooks;
        this.links = links;
        this.audit = audit;
    }

    @Bean
    RouterFunction<ServerResponse> webhookRouter() {
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
        return CurrentSession.of(request)
                .flatMap(session -> webhooks.list(request.pathVariable("id"), after(request), session.account())
                        .map(found -> WebhookBody.Page.of(found, session.allows(Scope.MANAGE))))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> create(ServerRequest request) {
        return CurrentSession.of(request)
                .zipWith(Bodies.read(request, WebhookForm.class))
                .doOnNext(both -> checkCreation(both.getT1(), both.getT2()))
                .flatMap(both -> create(request, both.getT2(), both.getT1().account()))
                .flatMap(created -> ServerResponse.status(201).bodyValue(WebhookBody.created(created, links, request)));
    }

    private Mono<WebhookService.Created> create(ServerRequest request, WebhookForm form, Account account) {
        return webhooks.create(request.pathVariable("id"), form, account)
                .delayUntil(created -> audit(
                        request, account, Action.HOOK_CREATED, created.listed().webhook()));
    }

    /** The address of a webhook permits posting, and its URL receives all that the room's members write. */
    private static void checkCreation(Session session, WebhookForm form) {
        form.validName();
        session.mustAllow(Scope.WRITE);
        checkUrl(session, form);
    }

    private static void checkUrl(Session session, WebhookForm form) {
        if (form.url() != null) {
            session.mustAllow(Scope.READ);
        }
    }

    private Mono<ServerResponse> change(ServerRequest request) {
        return CurrentSession.of(request)
                .zipWith(Bodies.read(request, WebhookForm.class))
                .doOnNext(both -> checkUrl(both.getT1(), both.getT2()))
                .map(Tuple2::getT2)
                .flatMap(form -> perform(request, (webhook, account) -> webhooks.change(webhook, form, account)));
    }

    private Mono<ServerResponse> replay(ServerRequest request) {
        return CurrentSession.of(request)
                .zipWith(Bodies.read(request, Replay.class), (session, form) -> {
                    long revision = form.revision();
                    session.mustAllow(Scope.READ);
                    return revision;
                })
                .flatMap(revision -> perform(request, (webhook, account) -> webhooks.replay(webhook, revision)));
    }

    private Mono<ServerResponse> skip(ServerRequest request) {
        return perform(request, (webhook, account) -> webhooks.skipToNow(webhook));
    }

    private Mono<ServerResponse> delete(ServerRequest request) {
        return account(request)
                .flatMap(account -> webhooks.find(request.pathVariable("id"), id(request), account)
                        .delayUntil(webhooks::delete)
                        .flatMap(webhook -> audit(request, account, Action.HOOK_DELETED, webhook)))
                .then(ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> perform(
            ServerRequest request, BiFunction<Webhook, Account, Mono<WebhookService.Listed>> operation) {
        return account(request)
                .flatMap(account -> webhooks.find(request.pathVariable("id"), id(request), account)
                        .flatMap(webhook -> operation.apply(webhook, account))
                        .delayUntil(changed -> audit(request, account, Action.HOOK_CHANGED, changed.webhook())))
                .map(WebhookBody::of)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<Void> audit(ServerRequest request, Account account, Action action, Webhook webhook) {
        String address = ClientAddress.of(request.exchange().getRequest()).text();
        return audit.add(account.username(), action, webhook.room(), webhook.name(), address);
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
