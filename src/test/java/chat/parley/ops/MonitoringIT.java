package chat.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.core.env.Environment;

/** The bare health status is public; everything else, and the metrics, are for operators. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringIT {

    private static final String TOKEN = ParleyServer.MONITORING_TOKEN;

    private final ParleyServer server = ParleyServer.start();
    private final Person root = Person.signUp(server, "root");
    private final Person visitor = Person.visiting(server.url());

    @AfterAll
    void stop() {
        server.stop();
    }

    @Test
    void publicSeesOnlyTheBareStatus() {
        Person member = Person.signUp(server, "member");
        for (Person person : List.of(visitor, member)) {
            for (String path : List.of("", "/liveness", "/readiness")) {
                Answer health = read(person, "/actuator/health" + path, null).expect(200);
                assertThat(health.json().path("status").asString()).isEqualTo("UP");
                assertThat(health.text())
                        .doesNotContain("components", "details", "database", "channels", "livenessState");
            }
            assertThat(read(person, "/actuator/health/database", null).status()).isIn(401, 403, 404);
        }
        read(visitor, "/actuator/prometheus", null).expect(401);
        read(member, "/actuator/prometheus", null).expect(403);
        read(member, "/actuator", null).expect(403);
    }

    @Test
    void administratorSeesEverything() {
        assertThat(read(root, "/actuator/health", null).text()).contains("database", "channels");
        assertThat(read(root, "/actuator/prometheus", null).expect(200).text()).contains("parley_connections");
    }

    @Test
    void monitoringTokenGrantsAccess() {
        assertThat(read(visitor, "/actuator/health", "Bearer " + TOKEN).text()).contains("database", "channels");
        assertThat(read(visitor, "/actuator/prometheus", "Bearer " + TOKEN)
                        .expect(200)
                        .text())
                .contains("parley_connections");
        for (String wrong : List.of("Bearer ", "Bearer a secret", TOKEN, "Bearer " + TOKEN + "s", "Basic " + TOKEN)) {
            read(visitor, "/actuator/prometheus", wrong).expect(401);
        }
        read(visitor, "/api/rooms", "Bearer " + TOKEN).expect(401);
        read(visitor, "/api/admin/accounts", "Bearer " + TOKEN).expect(401);
    }

    @Test
    void managementPortNeedsNoSession() {
        try (ParleyServer apart = ParleyServer.with()
                .property("management.server.port", "0")
                .property("management.server.address", "127.0.0.1")
                .start()) {
            String port = apart.bean(Environment.class).getProperty("local.management.port");
            Person operator = Person.visiting("http://127.0.0.1:" + port);
            Person outside = Person.visiting(apart.url());

            assertThat(read(operator, "/actuator/health", null).expect(200).text())
                    .contains("database", "channels");
            assertThat(read(operator, "/actuator/health/readiness", null)
                            .expect(200)
                            .text())
                    .contains("UP");
            assertThat(read(operator, "/actuator/prometheus", null).expect(200).text())
                    .contains("parley_connections");
            assertThat(read(operator, "/api/admin/accounts", null).status()).isIn(401, 404);
            assertThat(read(outside, "/actuator/prometheus", null).status()).isIn(401, 404);
            assertThat(read(outside, "/actuator/health", null).text()).doesNotContain("database");
        }
    }

    private static Answer read(Person person, String path, @Nullable String authorization) {
        var request = person.request(path).setHeader("Accept", "*/*");
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return person.send(request);
    }
}
