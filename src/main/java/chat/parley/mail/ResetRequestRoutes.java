package chat.parley.mail;

import chat.parley.account.Secret;
import chat.parley.http.Bodies;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.session.BrowserInfo;
import chat.parley.settings.MailAvailability;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Requests for a password reset link by mail. A request stores a task and looks nothing up, so its answer and its
 * duration do not depend on whether there is such an account.
 */
@Configuration(proxyBeanMethods = false)
class ResetRequestRoutes {

    private static final int MAX_LOGIN_LENGTH = 320;

    /** Further requests for the same login within this time have no effect. */
    private static final Duration INTERVAL = Duration.ofMinutes(2);

    private final Outbox outbox;
    private final RateLimits limits;
    private final MailAvailability availability;
    private final Clock clock;

    ResetRequestRoutes(Outbox outbox, RateLimits limits, MailAvailability availability, Clock clock) {
        this.outbox = outbox;
        this.limits = limits;
        this.availability = availability;
        this.clock = clock;
    }

    record Form(@Nullable String login) {

        @Override
        public String toString() {
            return "a login";
        }
    }

    @Bean
    RouterFunction<ServerResponse> resetRequestRouter() {
        return RouterFunctions.route()
                .POST("/api/password-resets", this::request)
                .build();
    }

    private Mono<ServerResponse> request(ServerRequest request) {
        if (!availability.isAvailable()) {
            return Mono.error(EmailRoutes.notOffered());
        }
        return Bodies.read(request, Form.class)
                .flatMap(form -> store(login(form), BrowserInfo.of(request)))
                .then(ServerResponse.accepted().build());
    }

    private Mono<Void> store(String login, BrowserInfo client) {
        limits.take(Rate.RESET_BY_ADDRESS, client.address());
        long interval = clock.millis() / INTERVAL.toMillis();
        String key = Secret.hash(login.toLowerCase(Locale.ROOT)).substring(0, 32) + "/" + interval;
        return outbox.add(
                ResetComposer.NAME,
                key,
                Map.of("login", login, "client", client.address().text()));
    }

    private static String login(Form form) {
        String login = form.login() == null ? "" : form.login().strip();
        if (login.isEmpty()) {
            throw Refusal.field("login", "required", "Enter your username or e-mail address.");
        }
        if (login.length() > MAX_LOGIN_LENGTH || login.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.field("login", "invalid", "This is neither a username nor an e-mail address.");
        }
        return login;
    }
}
