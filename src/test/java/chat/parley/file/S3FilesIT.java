package chat.parley.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import chat.parley.support.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/** Files on an S3 server, which may fail while people chat. */
class S3FilesIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    private @Nullable S3Server s3;

    @BeforeEach
    void start() {
        s3 = S3Server.start();
    }

    @AfterEach
    void end() {
        if (s3 != null) {
            s3.close();
        }
    }

    private S3Server s3() {
        return Objects.requireNonNull(s3);
    }

    @Test
    void nodesThatShareADatabaseShareTheFiles() {
        PostgresServer.Database database = PostgresServer.freshDatabase();
        byte[] large = new byte[3_000_000];
        new Random(1).nextBytes(large);
        try (ParleyServer one =
                        s3().configure(ParleyServer.with().database(database)).start();
                ParleyServer two =
                        s3().configure(ParleyServer.with().database(database)).start()) {
            Person ada = Person.signUp(one, "ada");
            String path = "/api/files/" + posted(ada, large);

            ada.at(two);

            assertThat(ada.download(ada.request(path)).body()).isEqualTo(large);
            assertThat(ada.download(ada.request(path).header("Range", "bytes=600000-1300000"))
                            .body())
                    .isEqualTo(Arrays.copyOfRange(large, 600_000, 1_300_001));
            assertThat(objects()).hasSize(1);
        }
    }

    @Test
    void objectsOfDeletedMessagesAreRemoved() {
        try (ParleyServer server = s3().configure(ParleyServer.with()).start()) {
            Person ada = Person.signUp(server, "ada");
            posted(ada, HELLO);
            ada.delete("/api/rooms/general/messages/1").expect(200);
            server.bean(DatabaseClient.class)
                    .sql("update blob set expires_at = expires_at - interval '25' hour")
                    .then()
                    .block(LIMIT);

            server.bean(FileSweeper.class).sweep().block(LIMIT);

            assertThat(objects()).isEmpty();
        }
    }

    @Test
    void outageRefusesFilesOnlyUntilItEnds() {
        try (ParleyServer server = s3().configure(ParleyServer.with()).start()) {
            Person ada = Person.signUp(server, "ada").patience(LIMIT);
            String path = "/api/files/" + posted(ada, HELLO);

            s3().freeze();
            Answer upload = upload(ada, HELLO);
            Answer download = ada.get(path);
            Answer verification = ada.post("/api/admin/files/verify", Map.of());
            Answer health = server.monitor("/actuator/health");
            Answer metrics = server.monitor("/actuator/prometheus");
            Answer readiness = server.monitor("/actuator/health/readiness");
            Answer post =
                    ada.post("/api/rooms/general/messages", Map.of("nonce", Person.nonce(), "text", "still here"));
            s3().thaw();

            assertThat(upload.expect(503).code()).isEqualTo("unavailable");
            assertThat(download.expect(503).code()).isEqualTo("unavailable");
            assertThat(verification.expect(503).code()).isEqualTo("unavailable");
            assertThat(health.expect(200).text()).contains("DEGRADED", "The file store fails");
            assertThat(metrics.expect(200).text()).contains("parley_files_up 0.0");
            readiness.expect(200);
            post.expect(201);
            upload(ada, HELLO).expect(201);
            assertThat(ada.get(path).expect(200).text()).isEqualTo("hello");
            assertThat(server.monitor("/actuator/health").text()).doesNotContain("The file store fails");
        }
    }

    @Test
    void doctorNamesWrongCredentials() {
        try (ParleyServer server = s3().configure(ParleyServer.with())
                .property("parley.files.s3.secret-key", "wrong")
                .start()) {
            Person ada = Person.signUp(server, "ada");

            assertThat(ada.get("/api/admin/doctor").expect(200).text())
                    .contains("403")
                    .contains("parley.files.s3.access-key and secret-key");
        }
    }

    @Test
    void missingSettingStopsTheStart() {
        assertThatThrownBy(() -> ParleyServer.with()
                        .property("parley.files.store", "s3")
                        .property("parley.files.s3.endpoint", s3().url())
                        .start()
                        .close())
                .hasStackTraceContaining("parley.files.s3.bucket");
    }

    private static String posted(Person person, byte[] bytes) {
        String id = upload(person, bytes).expect(201).json().path("id").asString();
        person.post(
                        "/api/rooms/general/messages",
                        Map.of("nonce", Person.nonce(), "text", "a file", "files", List.of(id)))
                .expect(201);
        return id;
    }

    private static Answer upload(Person person, byte[] bytes) {
        return person.upload("/api/rooms/general/files/" + Person.nonce(), "a.txt", "text/plain", bytes);
    }

    private List<String> objects() {
        try (Stream<Path> files = Files.list(s3().objects())) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
