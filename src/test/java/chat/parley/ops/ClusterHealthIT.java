package chat.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import chat.parley.support.RedisServer;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ClusterHealthIT {

    private final String prefix = "test:" + UUID.randomUUID() + ":";

    @Test
    void nodesOnOneDatabaseWithoutRedisAreReportedButStayReady() {
        PostgresServer.Database database = PostgresServer.freshDatabase();
        try (ParleyServer one = quick().database(database).start();
                ParleyServer other = quick().database(database).start()) {
            JsonNode cluster = awaitDegraded(one);
            awaitDegraded(other);

            assertThat(cluster.at("/details/reason").asString()).contains("spring.data.redis.url");
            assertThat(Person.visiting(one.url())
                            .get("/actuator/health/readiness")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void nodesOfDifferentDatabasesOnOneRedisAreReportedAndIsolated() {
        try (ParleyServer one = quick().redis(RedisServer.shared()).start();
                ParleyServer other = quick().redis(RedisServer.shared()).start()) {
            assertThat(awaitDegraded(one).at("/details/reason").asString()).contains("spring.r2dbc.url");
            awaitDegraded(other);

            try (Connection alice = Person.signUp(one, "alice").connect();
                    Connection bob = Person.signUp(other, "bob").connect()) {
                alice.open("general");
                bob.open("general");
                alice.post("general", "for our installation only");
                bob.post("general", "for theirs only");
                alice.awaitText("general", "for our installation only");
                bob.awaitText("general", "for theirs only");
                bob.post("general", "after both");
                bob.awaitText("general", "after both");
                assertThat(alice.texts("general")).containsExactly("for our installation only");
                assertThat(bob.texts("general")).containsExactly("for theirs only", "after both");
            }
        }
    }

    private ParleyServer.Setup quick() {
        return ParleyServer.with()
                .property("parley.channel.prefix", prefix)
                .property("parley.node.lease", "1s")
                .property("parley.node.renew-every", "200ms");
    }

    private static JsonNode awaitDegraded(ParleyServer server) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> server.monitor("/actuator/health")
                                .expect(200)
                                .json()
                                .at("/components/cluster"),
                        cluster -> cluster.path("status").asString("").equals("DEGRADED"));
    }
}
