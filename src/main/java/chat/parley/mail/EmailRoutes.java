package chat.parley.mail;

import chat.parley.http.Bodies;
import chat.parley.http.Refusal;
import chat.parley.session.BrowserInfo;
import chat.parley.session.CurrentSession;
import chat.parley.session.Session;
import chat.parley.settings.MailAvailability;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The HTTP routes of an account's e-mail address. Without a mail server there are none. */
@Configuration(proxyBeanMethods = false)
class EmailRoutes {

    private final EmailService emails;
    private final EmailAddresses addresses;
    private final Digests digests;
    private final MailAvailability availability;

    EmailRoutes(EmailService emails, EmailAddresses addresses, Digests digests, MailAvailability availability) {
        this.emails = emails;
        this.addresses = addresses;
        this.digests = digests;
        this.availability = availability;
    }

    record Form(@Nullable String address, @Nullable String password) {

        @Override
        public String toString() {
            return "an address and a password";
        }
    }

    record Change(@Nullable Boolean digest) {}

    record Confirmation(@Nullable String code) {

        @Override
        public String toString() {
            return "a code";
        }
    }

    @Bean
    RouterFunction<ServerResponse> emailRouter() {
        return RouterFunctions.route()
                .GET("/api/account/email", this::read)
                .PUT("/api/account/email", this::begin)
                .POST("/api/account/email/confirmation", this::confirm)
                .PATCH("/api/account/email", this::change)
                .DELETE("/api/account/email", this::remove)
                .build();
    }

    private Mono<ServerResponse> read(ServerRequest request) {
        return session(request).flatMap(session -> answer(addresses.of(session.account())));
    }

    private Mono<ServerResponse> begin(ServerRequest request) {
        return session(request)
                .zipWith(Bodies.read(request, Form.class))
                .flatMap(both -> answer(emails.begin(
                        both.getT1(), both.getT2().address(), both.getT2().password())));
    }

    private Mono<ServerResponse> confirm(ServerRequest request) {
        return session(request)
                .zipWith(Bodies.read(request, Confirmation.class))
                .flatMap(both -> answer(
                        emails.confirm(both.getT1().account(), both.getT2().code(), BrowserInfo.of(request))));
    }

    private Mono<ServerResponse> change(ServerRequest request) {
        return session(request)
                .map(Session::account)
                .zipWith(Bodies.read(request, Change.class))
                .delayUntil(both -> {
                    Boolean digest = both.getT2().digest();
                    return digest == null ? Mono.empty() : digests.set(both.getT1(), digest);
                })
                .flatMap(both -> answer(addresses.of(both.getT1())));
    }

    private Mono<ServerResponse> remove(ServerRequest request) {
        return session(request)
                .flatMap(session -> emails.remove(session.account(), BrowserInfo.of(request)))
                .then(ServerResponse.noContent().build());
    }

    private static Mono<ServerResponse> answer(Mono<EmailAddresses.State> state) {
        return state.flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<Session> session(ServerRequest request) {
        return CurrentSession.of(request).doOnNext(session -> {
            if (!availability.isAvailable()) {
                throw notOffered();
            }
        });
    }

    static Refusal notOffered() {
        return Refusal.of(Refusal.Code.NOT_FOUND, "This server sends no e-mail.");
    }
}
