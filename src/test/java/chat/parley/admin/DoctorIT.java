package chat.parley.admin;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the doctor says of good and of bad installations. */
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
            "limits",
            "registration",
            "guests",
            "memory",
            "versions");

    @TempDir
    private Path folder;

    @Test
    void carefulInstallationIsInOrder() {
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

            // The JVM of the tests, and their class path, are the business of neither the server nor this test
            findings.keySet().removeAll(Set.of("memory", "versions"));
            assertThat(findings.values()).allSatisfy(finding -> {
                assertThat(finding.path("level").asString())
                        .as(finding.toString())
                        .isEqualTo("ok");
                assertThat(finding.path("advice").isNull()).isTrue();
            });
            assertThat(detail(findings, "proxies")).contains("203.0.113.5", "127.0.0.1");
            assertThat(detail(findings, "backups")).contains("bytes");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void carelessInstallationIsToldWhatToDo() throws Exception {
        try (ParleyServer server =
                onDisk().property("parley.guests.enabled", "true").start()) {
            Person root = Person.signUp(server, "root");
            Files.setPosixFilePermissions(folder.resolve("data"), PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setPosixFilePermissions(
                    folder.resolve("data").resolve("parley.mv.db"), PosixFilePermissions.fromString("rw-r--r--"));

            Map<String, JsonNode> findings = examine(root, Map.of("X-Forwarded-For", "203.0.113.5"));

            assertThat(findings.keySet()).isEqualTo(EXAMINED);
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
    void passwordsInTheClearAreAProblem() {
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
