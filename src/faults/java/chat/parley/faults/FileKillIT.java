package chat.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyProcess;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import chat.parley.support.RawSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A node that is killed at any step of an upload leaves nothing damaged, and the same upload succeeds afterwards. */
class FileKillIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String UPLOAD = "/api/rooms/general/files/killed";

    @TempDir
    private Path folder;

    enum Store {
        FOLDER {
            @Override
            ParleyServer.Setup setup(Path folder) {
                return ParleyServer.with().databaseIn(folder);
            }
        },
        POSTGRESQL {
            @Override
            ParleyServer.Setup setup(Path folder) {
                return ParleyServer.with().database(PostgresServer.freshDatabase());
            }
        };

        abstract ParleyServer.Setup setup(Path folder);
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void uploadSucceedsAfterAKillAtAnyStep(Store store) {
        byte[] bytes = new byte[700_000];
        new Random(1).nextBytes(bytes);
        ParleyServer.Setup setup = store.setup(folder);
        ParleyProcess node = setup.startProcess(LIMIT);
        try {
            Person ada = Person.signUp(node.url(), "ada").patience(LIMIT);
            for (int sent : new int[] {0, 1, bytes.length / 2, bytes.length}) {
                beginAndKill(node, ada, bytes, sent);
                node = setup.startProcess(LIMIT);
                ada.at(node.url());
                assertSound(ada);
            }
            String file = file(ada, bytes);

            node.kill();
            node = setup.startProcess(LIMIT);
            ada.at(node.url());
            assertSound(ada);
            assertThat(file(ada, bytes)).as("after the row").isEqualTo(file);
            long seq = posted(ada, file);

            node.kill();
            node = setup.startProcess(LIMIT);
            ada.at(node.url());
            assertSound(ada);
            assertThat(posted(ada, file)).as("after the binding").isEqualTo(seq);
            assertThat(ada.download(ada.request("/api/files/" + file)).body()).isEqualTo(bytes);
            assertThat(ada.get("/api/rooms/general/files").expect(200).json().path("files"))
                    .hasSize(1);
        } finally {
            node.close();
        }
    }

    /** Kills the node when it may have received this many bytes, without waiting for its answer. */
    private static void beginAndKill(ParleyProcess node, Person person, byte[] bytes, int sent) {
        String token = person.csrfToken();
        try (RawSocket socket = RawSocket.connect(node.url())) {
            socket.send(String.join(
                    "\r\n",
                    "PUT " + UPLOAD + " HTTP/1.1",
                    "Host: " + URI.create(node.url()).getAuthority(),
                    "Origin: " + node.url(),
                    "Cookie: " + person.cookies(),
                    "X-XSRF-TOKEN: " + token,
                    "Content-Type: application/octet-stream",
                    "Content-Disposition: attachment; filename=a.bin",
                    "Content-Length: " + bytes.length,
                    "",
                    ""));
            socket.send(Arrays.copyOf(bytes, sent));
            node.kill();
        }
    }

    private static String file(Person person, byte[] bytes) {
        Answer answer = person.upload(UPLOAD, "a.bin", "application/octet-stream", bytes);
        return answer.expect(201).json().path("id").asString();
    }

    private static long posted(Person person, String file) {
        Answer answer = person.post(
                "/api/rooms/general/messages", Map.of("nonce", "killed", "text", "a file", "files", List.of(file)));
        assertThat(answer.status()).isIn(200, 201);
        return answer.json().path("seq").asLong();
    }

    private static void assertSound(Person administrator) {
        JsonNode report = administrator
                .post("/api/admin/files/verify", Map.of())
                .expect(200)
                .json();
        assertThat(report.path("damages")).isEmpty();
        assertThat(report.path("next").isNull()).isTrue();
    }
}
