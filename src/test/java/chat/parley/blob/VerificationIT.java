package chat.parley.blob;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import chat.parley.support.S3Server;
import chat.parley.support.SharedServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/** Every kind of damage to messages, files and stored bytes is found, and nothing else, in every store. */
@ParameterizedClass
@EnumSource(VerificationIT.Store.class)
class VerificationIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    @TempDir
    static Path folder;

    enum Store {
        FOLDER {
            @Override
            ParleyServer.Setup setup() {
                return ParleyServer.with().databaseIn(folder);
            }
        },
        H2 {
            @Override
            ParleyServer.Setup setup() {
                return ParleyServer.with();
            }
        },
        POSTGRESQL {
            @Override
            ParleyServer.Setup setup() {
                return ParleyServer.with().database(PostgresServer.freshDatabase());
            }
        },
        S3 {
            @Override
            ParleyServer.Setup setup() {
                s3 = S3Server.start();
                return s3.configure(ParleyServer.with());
            }
        };

        private static @Nullable S3Server s3;

        private @Nullable ParleyServer server;
        private @Nullable Person root;

        abstract ParleyServer.Setup setup();

        void begin() {
            if (server == null) {
                server = setup().start();
                root = Person.signUp(server, "root");
            }
        }

        void end() {
            if (server != null) {
                server.close();
                server = null;
            }
        }
    }

    private final ParleyServer server;
    private final Person root;
    private final DatabaseClient database;
    private final BlobStore blobs;
    private final String room;

    VerificationIT(Store store) {
        store.begin();
        server = Objects.requireNonNull(store.server);
        root = Objects.requireNonNull(store.root);
        database = server.bean(DatabaseClient.class);
        blobs = server.bean(BlobStore.class);
        room = root.makeRoom(SharedServer.unique("files"));
    }

    @AfterAll
    static void end() {
        Stream.of(Store.values()).forEach(Store::end);
        if (Store.s3 != null) {
            Store.s3.close();
        }
    }

    @Test
    void soundFilesAreNotDamaged() {
        String posted = uploaded();
        post(posted);
        String deleted = uploaded();
        post(deleted);
        root.delete("/api/rooms/" + room + "/messages/2").expect(200);
        String unposted = uploaded();

        List<JsonNode> answers = answers(Map.of());

        assertThat(damages(answers, about(posted).or(about(deleted)).or(about(unposted))))
                .isEmpty();
        assertThat(answers.stream().mapToLong(answer -> answer.path("checked").asLong()))
                .anyMatch(checked -> checked > 5);
        assertThat(answers.stream()
                        .mapToLong(answer -> answer.path("bytes").asLong())
                        .sum())
                .isGreaterThanOrEqualTo(2 * HELLO.length);
    }

    @Test
    void changesDuringAVerificationAreNotDamage() {
        Person ada = Person.signUp(server, SharedServer.unique("ada")).join(room);
        List<JsonNode> before = damages(answers(Map.of()), damage -> true);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> chat = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                String file = uploaded(ada);
                long seq = post(ada, file);
                uploaded(ada);
                ada.delete("/api/rooms/" + room + "/messages/" + seq).expect(200);
            }
        });
        List<JsonNode> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.addAll(answers(Map.of()));
        }
        over.set(true);
        chat.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();

        assertThat(Set.copyOf(damages(answers, damage -> true))).isSubsetOf(before);
    }

    @Test
    void missingBytesAreFound() {
        String file = posted();

        blobs.delete(blob(file)).block(LIMIT);

        JsonNode damage = only(file);
        assertThat(kind(damage)).isEqualTo("bytes_missing");
        assertThat(damage.path("room").asString()).isEqualTo(room);
        assertThat(damage.path("seq").asLong()).isEqualTo(1);
        assertThat(damage.path("blob").asString()).isEqualTo(blob(file));
    }

    @Test
    void otherLengthIsFound() {
        String file = posted();

        blobs.write(blob(file), Flux.just(new byte[] {1})).block(LIMIT);

        assertThat(kind(only(file))).isEqualTo("length_differs");
    }

    @Test
    void otherBytesAreFoundIfBytesAreRead() {
        String file = posted();

        blobs.write(blob(file), Flux.just("jello".getBytes(StandardCharsets.UTF_8)))
                .block(LIMIT);

        assertThat(kind(only(file))).isEqualTo("hash_differs");
        assertThat(damages(answers(Map.of("hashes", false)), about(file))).isEmpty();
    }

    @Test
    void bytesWithoutARowAreFound() {
        String id = "0orphan" + room.substring(0, 9);
        blobs.write(id, Flux.just(new byte[] {1})).block(LIMIT);

        assertThat(damages(
                        answers(Map.of()),
                        damage -> damage.path("blob").asString("").equals(id)))
                .singleElement()
                .matches(damage -> kind(damage).equals("row_missing"));
    }

    @Test
    void fileOfAnotherMessageIsFoundFromBothSides() {
        String file = posted();

        sql("update file set seq = 999 where id = '" + file + "'");

        assertThat(kinds(file)).containsExactlyInAnyOrder("message_missing", "file_missing");
    }

    @Test
    void fileThatItsMessageDoesNotNameIsFound() {
        String file = posted();

        sql("update message set files = null where room_id = '" + room + "'");

        assertThat(kinds(file)).containsExactly("message_missing");
    }

    @Test
    void missingFileIsFoundAndItsBlobIsUnused() {
        String file = posted();
        String blob = blob(file);

        sql("delete from file where id = '" + file + "'");

        List<JsonNode> answers = answers(Map.of());
        assertThat(damages(answers, about(file)).stream().map(VerificationIT::kind))
                .containsExactly("file_missing");
        assertThat(damages(answers, damage -> damage.path("blob").asString("").equals(blob)).stream()
                        .map(VerificationIT::kind))
                .containsExactly("unused");
    }

    @Test
    void missingRowOfABlobIsFoundFromBothSides() {
        String file = posted();

        sql("delete from blob where id = '" + blob(file) + "'");

        assertThat(kinds(file)).containsExactlyInAnyOrder("blob_missing", "row_missing");
    }

    @Test
    void contradictingRowsAreFound() {
        String file = posted();

        sql("update file set bytes = bytes + 1 where id = '" + file + "'");

        assertThat(kinds(file)).containsExactly("rows_differ");
    }

    @Test
    void postedFileThatExpiresIsFound() {
        String file = posted();
        String other = posted();

        sql("update file set expires_at = current_timestamp where id = '" + file + "'");
        sql("update blob set expires_at = current_timestamp where id = '" + blob(other) + "'");

        assertThat(kinds(file)).containsExactly("expires");
        assertThat(kinds(other)).containsExactly("expires");
    }

    @Test
    void unpostedFileThatIsNeverRemovedIsFound() {
        String file = uploaded();

        sql("update file set expires_at = null where id = '" + file + "'");

        assertThat(kinds(file)).containsExactly("unused");
    }

    /** More rows than a page and more damage than an answer. */
    @Test
    void continuedVerificationFindsEverythingOnce() {
        String file = posted();
        int copies = 600;
        Integer[] numbers = IntStream.range(0, copies).boxed().toArray(Integer[]::new);
        database.sql("""
                        insert into file (id, room_id, author_id, nonce, name, type, bytes, hash, blob_id, seq)
                        select substring(f.id from 1 for 8) || (10000 + n.x), f.room_id, f.author_id, f.nonce || n.x,
                            f.name, f.type, f.bytes, f.hash, 'none', 999
                        from file f cross join unnest(cast(:numbers as integer array)) as n(x) where f.id = :id""").bind("numbers", numbers).bind("id", file).then().block(LIMIT);

        List<JsonNode> answers = answers(Map.of());
        sql("delete from file where blob_id = 'none' and room_id = '" + room + "'");

        Map<String, Integer> found = new HashMap<>();
        damages(answers, damage -> damage.path("room").asString("").equals(room))
                .forEach(damage -> found.merge(damage.path("file").asString() + kind(damage), 1, Integer::sum));
        assertThat(answers).hasSizeGreaterThan(1);
        assertThat(found)
                .hasSize(2 * copies)
                .allSatisfy((damage, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void profilePicturesAndEmojiAreUsed() {
        String avatar = kept("0avatar");
        String emoji = kept("0emoji0");
        sql("update account set avatar_id = '" + avatar + "' where username = 'root'");
        sql("insert into emoji (name, picture_id, type, added_at) values ('" + emoji + "', '" + emoji
                + "', 'image/png', current_timestamp)");

        assertThat(damages(
                        answers(Map.of("hashes", false)),
                        damage -> List.of(avatar, emoji)
                                .contains(damage.path("blob").asString(""))))
                .isEmpty();
    }

    private String kept(String name) {
        String id = name + room.substring(0, 9);
        blobs.write(id, Flux.just(new byte[] {1})).block(LIMIT);
        sql("insert into blob (id, bytes, hash) values ('" + id + "', 1, 'unread')");
        return id;
    }

    @Test
    void unknownPositionIsRefused() {
        for (String after : List.of("", "files", "nothing:", "messages:a/b", "files:\u0000")) {
            assertThat(root.post("/api/admin/files/verify", Map.of("after", after))
                            .expect(400)
                            .code())
                    .isEqualTo("invalid");
        }
    }

    @Test
    void verificationIsAuditedOnceAndForAdministratorsOnly() {
        Person other = Person.signUp(server, SharedServer.unique("eve"));
        long before = audited();

        assertThat(other.post("/api/admin/files/verify", Map.of()).expect(403).code())
                .isEqualTo("forbidden");
        assertThat(other.post("/api/admin/files/verify", Map.of("after", "files:"))
                        .expect(403)
                        .code())
                .isEqualTo("forbidden");
        root.post("/api/admin/files/verify", Map.of()).expect(200);
        root.post("/api/admin/files/verify", Map.of("after", "stored:")).expect(200);

        assertThat(audited()).isEqualTo(before + 1);
    }

    private long audited() {
        return root.get("/api/admin/audit")
                .expect(200)
                .json()
                .path("entries")
                .valueStream()
                .filter(entry -> entry.path("action").asString().equals("files_verified"))
                .count();
    }

    private List<String> kinds(String file) {
        return damages(answers(Map.of()), about(file)).stream()
                .map(VerificationIT::kind)
                .toList();
    }

    private JsonNode only(String file) {
        List<JsonNode> damages = damages(answers(Map.of()), about(file));
        assertThat(damages).hasSize(1);
        return damages.get(0);
    }

    private Predicate<JsonNode> about(String file) {
        String blob = blob(file);
        return damage -> damage.path("file").asString("").equals(file)
                || !blob.isEmpty() && damage.path("blob").asString("").equals(blob);
    }

    private static List<JsonNode> damages(List<JsonNode> answers, Predicate<JsonNode> wanted) {
        return answers.stream()
                .flatMap(answer -> answer.path("damages").valueStream())
                .filter(wanted)
                .toList();
    }

    private static String kind(JsonNode damage) {
        return damage.path("kind").asString();
    }

    /** Verifies everything, in as many requests as it takes. */
    private List<JsonNode> answers(Map<String, Object> form) {
        List<JsonNode> answers = new ArrayList<>();
        Map<String, Object> request = new HashMap<>(form);
        do {
            JsonNode answer =
                    root.post("/api/admin/files/verify", request).expect(200).json();
            answers.add(answer);
            request.put("after", answer.path("next").asString(""));
        } while (!answers.get(answers.size() - 1).path("next").isNull());
        return answers;
    }

    private String posted() {
        String file = uploaded();
        post(file);
        return file;
    }

    private void post(String file) {
        post(root, file);
    }

    private long post(Person person, String file) {
        return person.post(
                        "/api/rooms/" + room + "/messages",
                        Map.of("nonce", Person.nonce(), "text", "a file", "files", List.of(file)))
                .expect(201)
                .json()
                .path("seq")
                .asLong();
    }

    private String uploaded() {
        return uploaded(root);
    }

    private String uploaded(Person person) {
        return person.upload("/api/rooms/" + room + "/files/" + Person.nonce(), "a.txt", "text/plain", HELLO)
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private String blob(String file) {
        return database.sql("select blob_id from file where id = :id")
                .bind("id", file)
                .map(row -> String.valueOf(row.get(0, String.class)))
                .one()
                .blockOptional(LIMIT)
                .orElse("");
    }

    private void sql(String statement) {
        database.sql(statement).then().block(LIMIT);
    }
}
