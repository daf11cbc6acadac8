package chat.parley.mail;

import chat.parley.account.Account;
import chat.parley.account.Secret;
import chat.parley.audit.Action;
import chat.parley.audit.Audit;
import chat.parley.http.Bodies;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.invite.InviteService;
import chat.parley.session.BrowserInfo;
import chat.parley.session.CurrentSession;
import chat.parley.session.Session;
import chat.parley.settings.MailAvailability;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Sends an invite to an address. Only its creator can, while the link is known: the database stores its hash alone. */
@Configuration(proxyBeanMethods = false)
class InviteMailRoutes {

    private final InviteService invites;
    private final Outbox outbox;
    private final RateLimits limits;
    private final Audit audit;
    private final MailAvailability availability;

    InviteMailRoutes(
            InviteService invites, Outbox outbox, RateLimits limits, Audit audit, MailAvailability availability) {
        this.invites = invites;
        this.outbox = outbox;
        this.limits = limits;
        this.audit = audit;
        this.availability = availability;
    }

    record Form(@Nullable String address) {

        @Override
        public String toString() {
            return "an address";
        }
    }

    @Bean
    RouterFunction<ServerResponse> inviteMailRouter() {
        return RouterFunctions.route()
                .POST("/api/invites/{token}/mail", this::send)
                .build();
    }

    private Mono<ServerResponse> send(ServerRequest request) {
        String token = request.pathVariable("token");
        return CurrentSession.of(request)
                .map(Session::account)
                .doOnNext(account -> {
                    if (!availability.isAvailable()) {
                        throw EmailRoutes.notOffered();
                    }
                })
                .zipWith(Bodies.read(request, Form.class))
                .flatMap(both -> send(token, both.getT1(), both.getT2(), BrowserInfo.of(request)))
                .then(ServerResponse.accepted().build());
    }

    private Mono<Void> send(String token, Account account, Form form, BrowserInfo client) {
        MailAddress address = MailAddress.required(form.address());
        return invites.createdBy(token, account)
                .switchIfEmpty(Mono.error(
                        () -> Refusal.of(Refusal.Code.FORBIDDEN, "Only the person who made this invite can send it.")))
                .doOnNext(title -> {
                    limits.take(Rate.MAIL_INVITE, account.id());
                    limits.take(Rate.MAIL_INVITE, address.key());
                })
                .flatMap(title -> outbox.addAgain(
                        InviteComposer.NAME,
                        Secret.hash(token).substring(0, 32) + "/"
                                + Secret.hash(address.key()).substring(0, 32),
                        Map.of("address", address.text(), "token", token, "by", account.displayName(), "room", title)))
                .then(Mono.defer(() -> audit.add(
                        account.username(),
                        Action.INVITE_MAILED,
                        null,
                        null,
                        client.address().text())));
    }
}
