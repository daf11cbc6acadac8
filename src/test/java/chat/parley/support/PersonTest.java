package chat.parley.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.WebsocketServerSpec;

/** Tests the test client against a minimal server, so that other tests can rely on it. */
class PersonTest {

    private final DisposableServer server = HttpServer.create()
            .port(0)
            .route(routes -> routes.get(
                            "/api/session",
                            (request, response) -> response.header("Set-Cookie", "XSRF-TOKEN=token; Path=/")
                                    .sendString(Mono.just("{}")))
                    .post(
                            "/api/accounts",
                            (request, response) -> response.status(
                                            "token"
                                                            .equals(request.requestHeaders()
                                                                    .get("X-XSRF-TOKEN"))
                                                    ? 201
                                                    : 403)
                                    .header("Set-Cookie", "session=secret; Path=/; HttpOnly")
                                    .send())
                    .get("/refused", (request, response) -> response.status(401).send())
                    .ws(
                            "/ws",
                            (in, out) -> out.sendString(Flux.concat(
                                    Flux.just("{\"type\":\"welcome\",\"cookie\":\""
                                            + in.headers().get("Cookie") + "\",\"origin\":\""
                                            + in.headers().get("Origin") + "\"}"),
                                    in.receive().asString().map(text -> text.replace("ping", "pong")))),
                            WebsocketServerSpec.builder().protocols("parley.v1").build()))
            .bindNow();

    private final String site = "http://localhost:" + server.port();

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    @Test
    void tokenAndCookiesAreSentAsByABrowser() {
        Person person = Person.signUp(site, "alice");

        try (Connection connection = person.connect()) {
            String cookies = connection.awaitType("welcome").path("cookie").asString();
            assertThat(cookies).contains("session=secret", "XSRF-TOKEN=token");
            assertThat(connection.awaitType("welcome").path("origin").asString())
                    .isEqualTo(site);
        }
    }

    @Test
    void answersAreMatchedByRef() {
        try (Connection connection = Person.visiting(site).connect()) {
            assertThat(connection.ask("type", "ping").path("type").asString()).isEqualTo("pong");
        }
    }

    @Test
    void refusedHandshakeReportsItsStatus() {
        assertThatThrownBy(() -> Person.visiting(site).connect("/refused", "parley.v1"))
                .isInstanceOfSatisfying(
                        Connection.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(401));
    }

    @Test
    void closeCodeIsReported() {
        Connection connection = Person.visiting(site).connect();

        connection.close();

        assertThat(connection.awaitClose()).isEqualTo(1000);
    }

    @Test
    void answersAreParsedAsJson() {
        assertThat(Person.visiting(site).post("/api/accounts", Map.of()).status())
                .isEqualTo(201);
        assertThat(Person.visiting(site).get("/api/session").json().isObject()).isTrue();
    }
}
