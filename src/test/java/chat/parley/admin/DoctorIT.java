package chat.parley.admin;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.node.Leases;
import chat.parley.node.NodeStatus;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** The doctor's findings about sound and unsound installations. */
class DoctorIT {

    private static final Set<String> EXAMINED = Set.of(
            "public_url",
            "tls",
            "proxies",
            "database",
            "clock",
            "channels",
            "cluster",
            "backups",
            "files",
            "file_store",
            "push",
            "egress",
            "limits",
            "registration",
            "guests",
            "memory",
            "versions");

    @TempDir
    private Path folder;

    @Test
    void secureInstallationPassesAllChecks() {
        try (ParleyServer server = onDisk().property("parley.public-url", "https://chat.example.org")
                .property("parley.proxies.trusted", "127.0.0.1")
                .property("parley.limits.enabled", "true")
                .property("parley.registration", "invitation")
                .property("parley.backup.every", "24h")
                .start()) {
            Person root = Person.signUp(server, "root");
            root.post("/api/admin/backups", Map.of()).expect(201);

            Map<String, JsonNode> findings = examine(
                    root,
                    Map.of(
                            "X-Forwarded-For", "203.0.113.5",
                            "X-Forwarded-Proto", "https",
                            "X-Forwarded-Host", "chat.example.org"));

            // The JVM and the class path of the tests are irrelevant here
            findings.keySet().removeAll(Set.of("memory", "versions"));
            assertThat(findings.values()).allSatisfy(finding -> {
                assertThat(finding.path("level").asString())
                        .as(finding.toString())
                        .isEqualTo("ok");
                assertThat(finding.path("advice").isNull()).isTrue();
            });
            assertThat(detail(findings, "proxies")).contains("203.0.113.5", "127.0.0.1");
            assertThat(detail(findings, "backups")).contains("bytes", "A test restored parley-2");
            assertThat(folder.resolve("backups")).isDirectoryNotContaining("glob:**trial-*");
            assertThat(findings.toString()).doesNotContain("Redis");
        }
    }

    @Test
    void untestedBackupGetsAdvice() throws IOException {
        try (ParleyServer server =
                onDisk().property("parley.backup.every", "24h").start()) {
            Person root = Person.signUp(server, "root");
            root.post("/api/admin/backups", Map.of()).expect(201);
            assertThat(level(examine(root, Map.of()), "backups")).isEqualTo("ok");

            Path newest = folder.resolve("backups").resolve("parley-29991231-235959999Z.zip");
            Files.write(newest, new byte[] {'P', 'K'});

            Map<String, JsonNode> findings = examine(root, Map.of());
            assertThat(level(findings, "backups")).isEqualTo("advice");
            assertThat(detail(findings, "backups")).contains("A test restored parley-2");
            assertThat(advice(findings, "backups")).contains("not restored", "parley.backup.test");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void insecureInstallationGetsAdvice() throws Exception {
        try (ParleyServer server =
                onDisk().property("parley.guests.enabled", "true").start()) {
            Person root = Person.signUp(server, "root");
            Files.setPosixFilePermissions(folder.resolve("data"), PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setPosixFilePermissions(
                    folder.resolve("data").resolve("parley.mv.db"), PosixFilePermissions.fromString("rw-r--r--"));

            Map<String, JsonNode> findings = examine(root, Map.of("X-Forwarded-For", "203.0.113.5"));

            assertThat(findings.keySet()).isEqualTo(EXAMINED);
            assertThat(detail(findings, "versions"))
                    .containsAnyOf("not from a packaged jar", "No library in this version");
            assertThat(level(findings, "public_url")).isEqualTo("advice");
            assertThat(level(findings, "proxies")).isEqualTo("problem");
            assertThat(advice(findings, "proxies")).contains("parley.proxies.trusted", "127.0.0.1");
            assertThat(level(findings, "limits")).isEqualTo("problem");
            assertThat(level(findings, "registration")).isEqualTo("advice");
            assertThat(level(findings, "guests")).isEqualTo("advice");
            assertThat(level(findings, "backups")).isEqualTo("problem");
            assertThat(advice(findings, "backups")).contains("parley.backup.every");
            assertThat(level(findings, "files")).isEqualTo("problem");
            assertThat(detail(findings, "files"))
                    .contains(folder.resolve("data").toString());
        }
    }

    @Test
    void allowedNetworksAndPortsAreReported() {
        try (ParleyServer server = onDisk().property("parley.egress.allow", "10.1.0.0/16, fd12::/16")
                .property("parley.egress.ports", "443, 8443")
                .start()) {
            Map<String, JsonNode> findings = examine(Person.signUp(server, "root"), Map.of());

            assertThat(level(findings, "egress")).isEqualTo("ok");
            assertThat(detail(findings, "egress")).contains("10.1.0.0/16, fd12::/16", "443, 8443");
        }
    }

    @Test
    void unencryptedPasswordsAreAProblem() {
        try (ParleyServer server = onDisk().property("parley.public-url", "http://chat.example.org")
                .property("parley.proxies.trusted", "127.0.0.1")
                .start()) {
            Person root = Person.signUp(server, "root");

            Map<String, JsonNode> findings =
                    examine(root, Map.of("X-Forwarded-For", "127.0.0.9, 127.0.0.1", "X-Forwarded-Host", "10.1.2.3"));

            assertThat(level(findings, "tls")).isEqualTo("problem");
            assertThat(level(findings, "public_url")).isEqualTo("advice");
            assertThat(detail(findings, "public_url")).contains("http://chat.example.org", "http://10.1.2.3");
        }
    }

    @Test
    void wrongClockOfAnotherNodeIsAProblemUntilItsLeaseExpires() {
        try (ParleyServer server = onDisk().start()) {
            Person root = Person.signUp(server, "root");
            String insert = "insert into node (id, address, lease_until, clock_ahead) values ('%s', '%s',"
                    + " cast(extract(epoch from current_timestamp) * 1000 as bigint) + %d, %s)";
            Stream.of(
                            insert.formatted("a", "early", 60_000, "61500"),
                            insert.formatted("b", "late", 60_000, "-4000"),
                            insert.formatted("c", "right", 60_000, "1900"),
                            insert.formatted("d", "former", 60_000, "null"),
                            insert.formatted("e", "crashed", -1_000, "9000"))
                    .forEach(sql ->
                            server.bean(DatabaseClient.class).sql(sql).then().block(Duration.ofSeconds(10)));

            Map<String, JsonNode> findings = examine(root, Map.of());

            assertThat(level(findings, "clock")).isEqualTo("problem");
            assertThat(detail(findings, "clock"))
                    .isEqualTo("The clock of early is 61.5 seconds ahead of the database's."
                            + " The clock of late is 4.0 seconds behind the database's.");
            assertThat(advice(findings, "clock")).contains("NTP");
        }
    }

    @Test
    void nodeStoresItsClockDifference() {
        try (ParleyServer server = onDisk().start()) {
            Person.signUp(server, "root");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(server.bean(Leases.class)
                                    .nodes()
                                    .single()
                                    .mapNotNull(NodeStatus::clockAhead)
                                    .block(Duration.ofSeconds(10)))
                            .isBetween(Duration.ofSeconds(-10), Duration.ofSeconds(10)));
        }
    }

    private ParleyServer.Setup onDisk() {
        return ParleyServer.with()
                .databaseIn(folder.resolve("data"))
                .property("parley.backup.folder", folder.resolve("backups").toString());
    }

    private static Map<String, JsonNode> examine(Person root, Map<String, String> headers) {
        var request = root.request("/api/admin/doctor");
        headers.forEach(request::header);
        return root.send(request)
                .expect(200)
                .json()
                .path("findings")
                .valueStream()
                .collect(Collectors.toMap(finding -> finding.path("id").asString(), finding -> finding));
    }

    private static String level(Map<String, JsonNode> findings, String id) {
        return Objects.requireNonNull(findings.get(id)).path("level").asString();
    }

    private static String detail(Map<String, JsonNode> findings, String id) {
        return Objects.requireNonNull(findings.get(id)).path("detail").asString();
    }

    private static String advice(Map<String, JsonNode> findings, String id) {
        return Objects.requireNonNull(findings.get(id)).path("advice").asString();
    }
}
