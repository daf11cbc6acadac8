package chat.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.RedisServer;
import chat.parley.support.SharedServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.r2dbc.core.DatabaseClient;

/** The metrics show what happens, and all of them are documented. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsIT {

    private static final Path DOCUMENTATION = Path.of("src", "docs", "operations.md");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(parley\\.[a-z.]+)`");

    private final RedisServer redis = RedisServer.start();
    private final ParleyServer server = ParleyServer.with()
            .redis(redis)
            .property("parley.channel.ping-interval", "50ms")
            .property("parley.channel.reconnect-delay-max", "100ms")
            .property("parley.hub.tick", "100ms")
            .property("parley.node.renew-every", "200ms")
            .property("spring.r2dbc.pool.max-size", "2")
            .start();
    private final Person operator = Person.signUp(server, "operator");

    @AfterAll
    void stop() {
        server.stop();
        redis.close();
    }

    @Test
    void socketsAreCounted() {
        Person alice = someone();
        double before = value("parley_connections");
        double handshakes = value("parley_handshakes_total{outcome=\"opened\"}");
        double deliveries = value("parley_deliveries_total");
        double heard = value("parley_frames_received_total");

        Connection connection = alice.connect();
        connection.ask("type", "ping");

        assertThat(value("parley_connections")).isEqualTo(before + 1);
        assertThat(value("parley_handshakes_total{outcome=\"opened\"}")).isEqualTo(handshakes + 1);
        assertThat(value("parley_deliveries_total")).isGreaterThanOrEqualTo(deliveries + 2);
        assertThat(value("parley_deliveries_bytes_total")).isGreaterThan(value("parley_deliveries_total"));
        assertThat(value("parley_frames_received_total")).isGreaterThan(heard);
        connection.close();
        eventually("parley_connections", before);
    }

    @Test
    void sessionsThatEndAndTheirSocketsAreCounted() {
        Person alice = someone();
        Connection connection = alice.connect();
        double sessions = value("parley_sessions_ended_total");
        double sockets = value("parley_connections_ended_total{code=\"4501\"}");

        alice.logOut();
        connection.awaitClose();

        assertThat(value("parley_sessions_ended_total")).isEqualTo(sessions + 1);
        assertThat(value("parley_connections_ended_total{code=\"4501\"}")).isEqualTo(sockets + 1);
    }

    @Test
    void refusalsAreCountedByCode() {
        Person alice = someone();
        double atHttp = value("parley_refusals_total{code=\"room_not_found\",way=\"http\"}");
        double atSocket = value("parley_refusals_total{code=\"room_not_found\",way=\"socket\"}");

        alice.get("/api/rooms/nowhere");
        try (Connection connection = alice.connect()) {
            connection.ask("type", "open", "room", "nowhere");
        }

        assertThat(value("parley_refusals_total{code=\"room_not_found\",way=\"http\"}"))
                .isEqualTo(atHttp + 1);
        assertThat(value("parley_refusals_total{code=\"room_not_found\",way=\"socket\"}"))
                .isEqualTo(atSocket + 1);
    }

    @Test
    void roomLogTransactionsAreMeasuredWithTheirWrites() {
        double transactions = value("parley_log_transactions_seconds_count{outcome=\"committed\"}");
        double writes = value("parley_log_batch_sum");

        Person alice = someone();
        alice.say("general", "one");

        assertThat(value("parley_log_transactions_seconds_count{outcome=\"committed\"}"))
                .isGreaterThan(transactions);
        assertThat(value("parley_log_batch_sum")).isGreaterThan(writes);
        assertThat(value("parley_log_waiting")).isZero();
    }

    @Test
    void lagAndRepairOfARoomAreMeasured() {
        Person alice = someone();
        String room = alice.makeRoom(SharedServer.unique("behind"));
        try (Connection connection = alice.connect()) {
            connection.open(room);
            double repairs = value("parley_repairs_seconds_count");
            double live = value("parley_rooms_live");

            // As if another node had stored it and its notification had been lost
            server.bean(DatabaseClient.class)
                    .sql("update room set revision = revision + 3 where id = :room")
                    .bind("room", room)
                    .then()
                    .block();

            assertThat(live).isPositive();
            Awaitility.await().until(() -> value("parley_repairs_seconds_count") > repairs);
            assertThat(value("parley_ticks_seconds_count{outcome=\"done\","
                            + "work=\"compare the live rooms with the database\"}"))
                    .isPositive();
        }
    }

    @Test
    void roundTripsThroughRedisAndItsOutagesAreMeasured() {
        Awaitility.await().until(() -> value("parley_channel_round_trip_seconds_count") > 2);
        double outages = value("parley_channel_outages_total");
        double dropped = value("parley_channel_dropped_total{reason=\"down\"}");
        Person alice = someone();

        redis.kill();
        eventually("parley_channel_up", 0);
        alice.say("general", "nobody else hears of this at once");

        assertThat(value("parley_channel_outages_total")).isEqualTo(outages + 1);
        assertThat(value("parley_channel_dropped_total{reason=\"down\"}")).isGreaterThan(dropped);
        redis.launch();
        eventually("parley_channel_up", 1);
    }

    @Test
    void nodesReportTheRoundTripThroughRedis() {
        Awaitility.await().until(() -> {
            var node = operator.get("/api/admin/nodes")
                    .expect(200)
                    .json()
                    .path("nodes")
                    .get(0);
            return node.path("channel_up").asBoolean()
                    && node.path("round_trip_ms").asDouble() > 0;
        });
    }

    @Test
    void waitsForDatabaseConnectionsAreMeasured() {
        double waits = value("parley_database_waits_seconds_count");
        Person alice = someone();

        IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.runAsync(() -> alice.get("/api/rooms")))
                .toList()
                .forEach(CompletableFuture::join);

        assertThat(value("parley_database_waits_seconds_count")).isGreaterThan(waits);
        assertThat(metrics()).contains("r2dbc_pool_pending_connections");
    }

    @Test
    void documentedMetricsEqualActualOnes() throws IOException {
        refusalsAreCountedByCode();
        sessionsThatEndAndTheirSocketsAreCounted();
        Awaitility.await().until(() -> value("parley_ticks_seconds_count") > 0);
        Set<String> registered = server.bean(MeterRegistry.class).getMeters().stream()
                .map(meter -> meter.getId().getName())
                .filter(name -> name.startsWith("parley."))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> documented = DOCUMENTED
                .matcher(Files.readString(DOCUMENTATION).replaceFirst("(?s)^.*\n## Metrics", ""))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).isEqualTo(registered);
    }

    @Test
    void tagsAreFew() {
        Map<String, Long> seriesOfEach = server.bean(MeterRegistry.class).getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("parley."))
                .collect(Collectors.groupingBy(meter -> meter.getId().getName(), Collectors.counting()));

        assertThat(seriesOfEach.values()).allMatch(series -> series < 100);
    }

    private Person someone() {
        return Person.signUp(server, SharedServer.unique("somebody"));
    }

    private void eventually(String series, double expected) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> value(series) == expected);
    }

    /** Returns the sum of the series that start with this name and these tags; zero if there is none. */
    private double value(String series) {
        String name = series.endsWith("}") ? series : series + " ";
        String family = series.contains("{") ? series : series + "{";
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name) || line.startsWith(family))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private String metrics() {
        return operator.send(operator.request("/actuator/prometheus").setHeader("Accept", "*/*"))
                .expect(200)
                .text();
    }
}
