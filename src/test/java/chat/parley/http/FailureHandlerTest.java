package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class FailureHandlerTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final DefectLog defects = new DefectLog(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    private final StaticListableBeanFactory beans = new StaticListableBeanFactory();

    @Test
    void defectIsLoggedAndAnsweredWithoutDetails(CapturedOutput log) {
        MockServerWebExchange exchange = api("/api/rooms?token=secret-in-query");

        JsonNode problem = failed(exchange, new IllegalStateException("secret in the message"));

        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
        assertThat(problem.path("code").asString()).isEqualTo("internal");
        assertThat(problem.toString()).doesNotContain("secret");
        assertThat(log).containsOnlyOnce("GET /api/rooms failed").doesNotContain("secret-in-query");
    }

    @Test
    void repeatedDefectIsLoggedOnce(CapturedOutput log) {
        IllegalStateException defect = new IllegalStateException("torn");

        for (int i = 0; i < 100; i++) {
            failed(api("/api/rooms"), defect);
        }

        assertThat(log).containsOnlyOnce("GET /api/rooms failed").containsOnlyOnce("IllegalStateException: torn");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/invites/HIDDENhiddenHIDDENhidde",
                "/api/password-resets/HIDDENhiddenHIDDENhiddenHIDDENhi",
                "/elsewhere/HIDDENhiddenHIDDENhidde/x"
            })
    void secretsInPathsAreNotLogged(String path, CapturedOutput log) {
        handle(api(path), new IllegalStateException("torn"));
        handle(api(path), new TimeoutException("slow"));

        assertThat(log).contains("…").doesNotContainIgnoringCase("hidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b/c", ";", "application/json;charset=bogus", "/", "application/json;charset=\"\""})
    void malformedMediaTypeIsUnsupported(String type, CapturedOutput log) {
        JsonNode problem = failed(api("/api/rooms"), unreadable(type));

        assertThat(problem.path("code").asString()).isEqualTo("unsupported_media_type");
        assertThat(log.getOut()).isEmpty();
    }

    private static Throwable unreadable(String type) {
        return Assertions.catchThrowable(() -> MediaType.parseMediaType(type));
    }

    @Test
    void outageIsAnsweredAsTemporary(CapturedOutput log) {
        for (Throwable outage :
                new Throwable[] {new DataAccessResourceFailureException("gone"), new TimeoutException("slow")}) {
            MockServerWebExchange exchange = api("/api/rooms");

            JsonNode problem = failed(exchange, outage);

            assertThat(problem.path("status").asInt()).isEqualTo(503);
            assertThat(problem.path("code").asString()).isEqualTo("unavailable");
            assertThat(exchange.getResponse().getHeaders().getFirst("Retry-After"))
                    .isEqualTo("1");
        }
        assertThat(log).doesNotContain("\tat ");
    }

    @Test
    void retryAfterIsRoundedUpToSeconds() {
        MockServerWebExchange exchange = api("/api/rooms");

        JsonNode problem = failed(exchange, Refusal.rateLimited(Duration.ofMillis(1_001)));

        assertThat(exchange.getResponse().getHeaders().getFirst("Retry-After")).isEqualTo("2");
        assertThat(problem.path("retry_after_ms").asLong()).isEqualTo(1_001);
    }

    @Test
    void refusalIsNotLogged(CapturedOutput log) {
        failed(api("/api/rooms"), Refusal.overloaded(Duration.ofSeconds(2)));

        assertThat(log.getOut()).isEmpty();
    }

    @Test
    void otherFrameworkErrorsKeepTheirStatus() {
        JsonNode problem = failed(api("/api/rooms"), new ResponseStatusException(HttpStatus.URI_TOO_LONG));

        assertThat(problem.path("status").asInt()).isEqualTo(414);
        assertThat(problem.path("code").asString()).isEqualTo("uri_too_long");
    }

    @Test
    void browserReceivesTheErrorPage() {
        beans.addBean("pages", (ErrorPages) (exchange, problem) -> {
            exchange.getResponse().getHeaders().set("X-Page", problem.code());
            return exchange.getResponse().setComplete();
        });
        MockServerWebExchange exchange = page("/nowhere");

        handle(exchange, new ResponseStatusException(HttpStatus.NOT_FOUND));

        assertThat(exchange.getResponse().getHeaders().getFirst("X-Page")).isEqualTo("not_found");
    }

    @Test
    void failedErrorPageFallsBackToPlainText(CapturedOutput log) {
        beans.addBean("pages", (ErrorPages) (exchange, problem) -> Mono.error(new IllegalStateException("torn")));
        MockServerWebExchange exchange = page("/nowhere");

        handle(exchange, new ResponseStatusException(HttpStatus.NOT_FOUND));

        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(exchange.getResponse().getBodyAsString().block()).isEqualTo("Nothing was found at this address.");
        assertThat(log).contains("torn");
    }

    private static MockServerWebExchange api(String path) {
        return MockServerWebExchange.from(MockServerHttpRequest.get(path).header("Accept", "text/html"));
    }

    private static MockServerWebExchange page(String path) {
        return MockServerWebExchange.from(MockServerHttpRequest.get(path).header("Accept", "text/html,*/*;q=0.8"));
    }

    private JsonNode failed(MockServerWebExchange exchange, Throwable error) {
        handle(exchange, error);
        return JSON.readTree(exchange.getResponse().getBodyAsString().block());
    }

    private void handle(ServerWebExchange exchange, Throwable error) {
        FailureHandler handler = new FailureHandler(
                new ProblemWriter(JSON, beans.getBeanProvider(ErrorPages.class)),
                new AllowedMethods(new RouteLookup(beans.getBeanProvider(RouterFunctionMapping.class))),
                new RefusalMeters(new SimpleMeterRegistry()),
                defects,
                new FailureLog(Clock.systemUTC()));
        StepVerifier.create(handler.handle(exchange, error)).verifyComplete();
    }
}
