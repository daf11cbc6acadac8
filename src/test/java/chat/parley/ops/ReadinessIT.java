package chat.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.FaultyWire;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ReadinessIT {

    private final PostgresServer.Database database = PostgresServer.freshDatabase();

    @Test
    void readinessFollowsTheDatabaseWhileTheNodeStaysAlive() throws SQLException {
        try (ParleyServer server = ParleyServer.with().database(database).start()) {
            Person balancer = Person.visiting(server.url());
            balancer.get("/actuator/health/readiness").expect(200);

            administer("alter database %s allow_connections false");
            administer("select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'");
            awaitReadiness(balancer, 503);
            balancer.get("/actuator/health/liveness").expect(200);
            assertThat(server.monitor("/actuator/health").expect(503).text()).contains("The database does not answer");

            administer("alter database %s allow_connections true");
            awaitReadiness(balancer, 200);
        }
    }

    @Test
    void startingNodeWaitsForItsDatabase(CapturedOutput output) {
        try (FaultyWire wire = FaultyWire.to(database.port())) {
            wire.cut();
            CompletableFuture<ParleyServer> starting = CompletableFuture.supplyAsync(
                    () -> ParleyServer.with().database(database.through(wire)).start());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> output.getAll().contains("Retrying in"));

            wire.heal();

            try (ParleyServer server = starting.orTimeout(30, TimeUnit.SECONDS).join()) {
                Person.visiting(server.url()).get("/actuator/health/readiness").expect(200);
            }
        }
    }

    private static void awaitReadiness(Person balancer, int status) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> balancer.get("/actuator/health/readiness").status() == status);
    }

    /** Runs a statement in another database of the same server. */
    private void administer(String sql) throws SQLException {
        String url = database.jdbcUrl();
        String name = url.substring(url.lastIndexOf('/') + 1);
        try (var connection = DriverManager.getConnection(
                        url.substring(0, url.lastIndexOf('/')) + "/postgres",
                        database.username(),
                        database.password());
                var statement = connection.createStatement()) {
            statement.execute(sql.formatted(name));
        }
    }
}
