package chat.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.RedisServer;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HealthIT {

    private final RedisServer redis = RedisServer.start();
    private final ParleyServer server = ParleyServer.with()
            .redis(redis)
            .property("parley.channel.ping-interval", "100ms")
            .property("parley.channel.reconnect-delay-max", "200ms")
            .start();
    private final Person operator = Person.visiting(server.url());

    @AfterAll
    void stop() {
        server.stop();
        redis.close();
    }

    @Test
    void newNodeIsUp() {
        eventually().until(() -> status("/actuator/health").equals("UP"));
        assertThat(status("/actuator/health/liveness")).isEqualTo("UP");
        assertThat(status("/actuator/health/readiness")).isEqualTo("UP");
    }

    @Test
    void outageOfRedisDegradesHealthButNotReadiness() {
        redis.kill();
        eventually().until(() -> status("/actuator/health").equals("DEGRADED"));

        Answer health = server.monitor("/actuator/health").expect(200);
        assertThat(health.json().at("/components/channels/status").asString()).isEqualTo("DEGRADED");
        assertThat(health.json().at("/components/channels/details/reason").asString())
                .contains("Chat goes on");
        operator.get("/actuator/health/readiness").expect(200);
        assertThat(metrics()).contains("parley_channel_up 0.0");

        redis.launch();
        eventually().until(() -> status("/actuator/health").equals("UP"));
        assertThat(metrics()).contains("parley_channel_up 1.0");
    }

    /**
     * Responses that the database's thread completes used to make the server ignore the connection's next request, or
     * delay its end.
     */
    @Test
    void keptConnectionServesManyRequests() {
        for (int i = 0; i < 250; i++) {
            operator.get("/actuator/health/readiness").expect(200);
            operator.get("/").expect(200);
        }
    }

    @Test
    void healthRevealsNoSecretAndNoPath() {
        String health = server.monitor("/actuator/health").text();

        assertThat(health).doesNotContain("redis://", "r2dbc:", "/tmp", "password");
    }

    @Test
    void otherEndpointsAreNotFound() {
        assertThat(operator.get("/actuator/env").status()).isIn(401, 403, 404);
        assertThat(operator.get("/actuator/heapdump").status()).isIn(401, 403, 404);
    }

    private String metrics() {
        return server.monitor("/actuator/prometheus").expect(200).text();
    }

    private String status(String path) {
        return operator.get(path).json().path("status").asString("");
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }
}
