package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.Connection;
import chat.parley.support.Json;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.WorstInputs;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.RecordComponent;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * No text in any documented field occupies an event loop. The fields come from the OpenAPI document and from the types
 * of frames, so that a new field is tested without being listed.
 */
class WorstFieldsIT {

    /** Includes the handling of the request itself, and of a body of the maximum length. */
    private static final Duration LIMIT = Duration.ofMillis(4);

    /** Within the limits of most fields, and almost the longest body. */
    private static final List<Integer> IN_BODIES = List.of(60, 15_000);

    private static final List<Integer> IN_PATHS = List.of(60, 500);
    private static final String LOOPS = "webflux-http";
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Without which other fields would not be reached. */
    private static final Map<String, Object> USUAL = Map.of(
            "password",
            Person.PASSWORD,
            "current",
            Person.PASSWORD,
            "scopes",
            List.of("read"),
            "kind",
            "public",
            "emoji",
            "👍",
            "registration",
            "open",
            "seq",
            1,
            "on",
            true);

    private static ParleyServer server;
    private static Person owner;
    private static String room;

    private final Set<String> slow = new TreeSet<>();
    private final Set<String> walked = new TreeSet<>();

    @BeforeAll
    static void start() {
        server = ParleyServer.with().property("parley.guests.enabled", "true").start();
        owner = Person.signUp(server, "owner");
        room = owner.makeRoom("room");
        owner.say(room, "first");
        Person.signUp(server, "other").join(room);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyFieldOfEveryBodyIsCheckedQuickly() {
        JsonNode document = Documents.read(Documents.HTTP);
        for (OpenApi.Operation operation : new OpenApi().operations()) {
            JsonNode schema = Documents.follow(
                    document, operation.description().at("/requestBody/content/application~1json/schema"));
            Map<String, Object> usual =
                    usual(schema.path("required").valueStream().map(JsonNode::asString));
            schema.path("properties")
                    .propertyStream()
                    .filter(field -> isText(field.getValue()))
                    .forEach(field -> {
                        boolean list = field.getValue().has("items");
                        walk(operation.name() + "." + field.getKey(), IN_BODIES, text -> {
                            Map<String, Object> body = new LinkedHashMap<>(usual);
                            body.put(field.getKey(), list ? List.of(text) : text);
                            send(operation, filled(operation.path()), Json.write(body));
                        });
                    });
        }
        assertThat(walked).contains("signUp.password", "signUp.username", "makeToken.name", "makeRoom.title");
        assertThat(slow).isEmpty();
    }

    @Test
    void everyParameterIsCheckedQuickly() {
        for (OpenApi.Operation operation : new OpenApi().operations()) {
            for (String name : operation.parameters("query")) {
                walk(operation.name() + "?" + name, IN_PATHS, text -> {
                    String query = "?" + name + "=" + encoded(text);
                    send(operation, filled(operation.path()) + query, "{}");
                });
            }
            for (String name : operation.parameters("path")) {
                walk(operation.name() + "/" + name, IN_PATHS, text -> {
                    String path = operation.path().replace("{" + name + "}", encoded(text));
                    send(operation, filled(path), "{}");
                });
            }
        }
        assertThat(walked).contains("listRooms?after", "search?query", "readInvite/token");
        assertThat(slow).isEmpty();
    }

    @Test
    void everyFieldOfEveryFrameIsCheckedQuickly() throws ClassNotFoundException {
        Class<?>[] frames = Class.forName("chat.parley.gateway.ClientFrame").getPermittedSubclasses();
        try (Connection socket = owner.connect()) {
            socket.open(room);
            for (Class<?> frame : frames) {
                String type = frame.getSimpleName().toLowerCase(Locale.ROOT);
                Map<String, Object> usual = usual(Stream.of(frame.getRecordComponents())
                        .filter(WorstFieldsIT::isRequired)
                        .map(WorstFieldsIT::jsonName));
                usual.put("type", type);
                Stream.of(frame.getRecordComponents())
                        .filter(field -> !field.getType().isPrimitive())
                        .map(WorstFieldsIT::jsonName)
                        .forEach(field -> walk(type + "." + field, IN_BODIES, text -> {
                            Map<String, Object> fuzzed = new LinkedHashMap<>(usual);
                            fuzzed.put(field, text);
                            socket.sendText(Json.write(fuzzed));
                            assertThat(socket.ask("type", "ping").path("type").asString())
                                    .isEqualTo("pong");
                        }));
            }
        }
        assertThat(walked).contains("post.text", "post.nonce", "post.account", "open.epoch", "ping.ref", "react.emoji");
        assertThat(slow).isEmpty();
    }

    private void walk(String field, List<Integer> lengths, Consumer<String> request) {
        walked.add(field);
        for (int length : lengths) {
            for (String text : WorstInputs.texts(length)) {
                Duration least = WorstInputs.least(LIMIT, () -> {
                    long began = loopNanos();
                    request.accept(text);
                    return loopNanos() - began;
                });
                if (least.compareTo(LIMIT) >= 0) {
                    slow.add(field + ": " + least + " for " + length + " characters of "
                            + Json.write(text.substring(1, Math.min(8, text.length()))));
                    return;
                }
            }
        }
    }

    /** The processor time of all event loops so far. */
    private static long loopNanos() {
        return Stream.of(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(Objects::nonNull)
                .filter(thread -> thread.getThreadName().startsWith(LOOPS))
                .mapToLong(thread -> THREADS.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }

    @Test
    void requestsAreServedByTheMeasuredThreads() {
        long began = loopNanos();
        owner.get("/api/rooms").expect(200);
        assertThat(loopNanos()).isGreaterThan(began);
    }

    private static boolean isText(JsonNode schema) {
        return schema.toString().contains("\"string\"");
    }

    private static Map<String, Object> usual(Stream<String> required) {
        Map<String, Object> usual = new LinkedHashMap<>();
        required.forEach(field -> usual.put(field, field.equals("room") ? room : USUAL.getOrDefault(field, "usual")));
        return usual;
    }

    private static boolean isRequired(RecordComponent field) {
        return Stream.of(field.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Required"));
    }

    private static String jsonName(RecordComponent field) {
        return field.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static String filled(String path) {
        return path.replace("{room}", room)
                .replace("{username}", "other")
                .replace("{seq}", "1")
                .replaceAll("\\{[^}]+}", "1");
    }

    private static void send(OpenApi.Operation operation, String path, String body) {
        Answer answer = owner.send(owner.request(path)
                .header("Content-Type", "application/json")
                .header("X-XSRF-TOKEN", owner.csrfToken())
                .method(operation.method().toUpperCase(Locale.ROOT), BodyPublishers.ofString(body)));
        assertThat(answer.status()).as("%s %s", operation.name(), path).isLessThan(500);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
