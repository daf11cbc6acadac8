package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.security.web.server.csrf.DefaultCsrfToken;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class CsrfCookieTest {

    @ParameterizedTest
    @CsvSource({
        "http://parley/login,text/html,text/html,true",
        "http://parley/login,*/*,text/html,true",
        "http://parley/login,'text/html,*/*;q=0.8',,true", // not modified
        "http://parley/api/session,application/json,application/json,true",
        "http://parley/app.js,*/*,text/javascript,false",
        "http://parley/api/rooms,application/json,application/json,false",
        "http://parley/api/rooms,text/html,application/json,false"
    })
    void pagesAndTheSessionSetTheCookie(String url, String accept, String type, boolean due) {
        AtomicBoolean written = new AtomicBoolean();
        MockServerWebExchange exchange =
                MockServerWebExchange.from(MockServerHttpRequest.get(url).header("Accept", accept));
        handOut(exchange, written);

        answer(exchange, type);

        assertThat(written.get()).isEqualTo(due);
    }

    @ParameterizedTest
    @CsvSource({"https://parley/login,true", "http://parley/login,false"})
    void cookieIsSecureAndHostBoundOverHttps(String url, boolean secure) {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get(url));
        handOut(exchange, new AtomicBoolean());

        answer(exchange, "text/html");

        MultiValueMap<String, ResponseCookie> cookies = exchange.getResponse().getCookies();
        assertThat(cookies.getFirst(CsrfCookie.NAME))
                .isNotNull()
                .extracting(ResponseCookie::isSecure)
                .isEqualTo(secure);
        assertThat(cookies.getFirst(CsrfCookie.BOUND_NAME) != null).isEqualTo(secure);
        if (secure) {
            assertThat(cookies.getFirst(CsrfCookie.BOUND_NAME))
                    .asString()
                    .isEqualTo("__Host-XSRF-TOKEN=token; Path=/; Secure");
            assertThat(cookies.getFirst(CsrfCookie.NAME))
                    .asString()
                    .isEqualTo("XSRF-TOKEN=token; Path=/; Secure; SameSite=Lax");
        }
    }

    private static void handOut(MockServerWebExchange exchange, AtomicBoolean written) {
        Mono<CsrfToken> token = Mono.fromSupplier(() -> {
            written.set(true);
            exchange.getResponse()
                    .addCookie(ResponseCookie.from(
                                    Https.isUsed(exchange.getRequest()) ? CsrfCookie.BOUND_NAME : CsrfCookie.NAME,
                                    "token")
                            .build());
            return new DefaultCsrfToken("X-XSRF-TOKEN", "_csrf", "token");
        });
        exchange.getAttributes().put(CsrfToken.class.getName(), token);
    }

    private static void answer(MockServerWebExchange exchange, String type) {
        Mono<Void> answered = new CsrfCookie().filter(exchange, filtered -> {
            if (type != null) {
                filtered.getResponse().getHeaders().setContentType(MediaType.parseMediaType(type));
            }
            return filtered.getResponse().setComplete();
        });
        StepVerifier.create(answered).verifyComplete();
    }
}
