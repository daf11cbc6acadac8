package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Any value in a field of a documented request or frame is served or refused, and never causes an error. */
class FuzzIT {

    /** JSON values, some of them malformed. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "9223372036854775807",
            "9223372036854775808",
            "NaN",
            "\"\"",
            "\"\\ud800\"",
            "\"a\\u0000b\"",
            "\"" + "\uD835\uDC00".repeat(64) + "\"",
            "\"" + "x".repeat(5000) + "\"",
            "[]",
            "[null]",
            "{}",
            "[".repeat(900) + "]".repeat(900));

    private static final List<String> WORDS = List.of(
            "-1",
            "99999999999999999999",
            "1e400",
            "a%20b",
            "%C0%80",
            "%ED%A0%80",
            "%F0%9D%90%80".repeat(64),
            "x".repeat(300),
            "%25");

    /** Valid values for fields that would otherwise prevent the others from being checked. */
    private static final Map<String, String> USUAL = Map.of(
            "password", "\"" + Person.PASSWORD + "\"",
            "current", "\"" + Person.PASSWORD + "\"",
            "scopes", "[\"read\"]",
            "kind", "\"public\"",
            "emoji", "\"👍\"",
            "registration", "\"open\"");

    private final OpenApi http = new OpenApi();
    private final List<String> defects = new ArrayList<>();
    private ParleyServer server;
    private Person owner;
    private String room;

    @BeforeEach
    void start() {
        server = ParleyServer.start();
        owner = Person.signUp(server, "owner");
        room = owner.makeRoom("room");
        owner.say(room, "first");
        Person.signUp(server, "other").join(room);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyFieldOfEveryBodyIsServedOrRefused() {
        for (OpenApi.Operation operation : http.operations()) {
            Map<String, String> usual = usual(properties(operation));
            usual.keySet().forEach(field -> {
                for (String value : VALUES) {
                    Map<String, String> fuzzed = new LinkedHashMap<>(usual);
                    fuzzed.put(field, value);
                    check(operation, usualPath(operation), json(fuzzed));
                }
                String once = json(usual);
                check(operation, usualPath(operation), once.replaceFirst("\\{", "{\"" + field + "\":{},"));
                check(operation, usualPath(operation), once.substring(0, once.length() - 2));
            });
        }
        assertThat(defects).isEmpty();
        owner.get("/api/session").expect(200);
    }

    @Test
    void everyParameterIsServedOrRefused() {
        for (OpenApi.Operation operation : http.operations()) {
            for (String word : WORDS) {
                for (String name : operation.parameters("path")) {
                    check(operation, filled(operation.path().replace("{" + name + "}", word)), "{}");
                }
                for (String name : operation.parameters("query")) {
                    check(operation, usualPath(operation) + "?" + name + "=" + word, "{}");
                }
            }
        }
        assertThat(defects).isEmpty();
    }

    @Test
    void everyHeaderIsServedOrRefused() {
        List<String> names = List.of(
                "Accept",
                "Accept-Language",
                "Accept-Encoding",
                "Content-Type",
                "Authorization",
                "Cookie",
                "Origin",
                "If-None-Match",
                "If-Modified-Since",
                "Range",
                "X-XSRF-TOKEN",
                "User-Agent",
                "Forwarded",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Forwarded-Port",
                "X-Forwarded-Prefix");
        List<String> values = List.of(
                "a/b/c",
                ";",
                ";=;",
                "application/json;charset=bogus",
                "application/json;charset=\"",
                "*",
                "-1",
                "\u00ff",
                "Bearer parley_",
                "Bearer ",
                "parley_session=\"",
                "bytes=9-1",
                "x".repeat(4000),
                "text/html;q=x");
        Person visitor = Person.visiting(server.url());
        for (String path : List.of("/", "/login", "/api/session", "/api/rooms", "/chat/room", "/ws")) {
            for (String name : names) {
                for (String value : values) {
                    note(
                            path + " " + name + ": " + value,
                            visitor.send(visitor.request(path).header(name, value)));
                }
            }
        }
        assertThat(defects).isEmpty();
    }

    @Test
    void everyFieldOfEveryFrameIsServedOrRefused() {
        AsyncApi sockets = new AsyncApi();
        JsonNode messages = Documents.read(Documents.SOCKETS).at("/components/messages");
        try (Connection socket = owner.connect()) {
            socket.open(room);
            for (String message : sockets.messages("parley", "receive")) {
                Map<String, String> usual = usual(messages.at(Documents.pointer(message, "payload", "properties")));
                usual.put("type", "\"" + message + "\"");
                usual.keySet().forEach(field -> {
                    for (String value : VALUES) {
                        Map<String, String> fuzzed = new LinkedHashMap<>(usual);
                        fuzzed.put(field, value);
                        socket.sendText(json(fuzzed));
                        socket.sendText(json(fuzzed).replaceFirst("\\{", "{\"" + field + "\":{},"));
                    }
                });
                String once = json(usual);
                socket.sendText(once.substring(0, once.length() - 2));
                assertThat(socket.ask("type", "ping").path("type").asString()).isEqualTo("pong");
            }
            assertThat(socket.frames("refused"))
                    .isNotEmpty()
                    .allSatisfy(frame -> assertThat(frame.path("code").asString())
                            .as("%s", frame)
                            .isNotEqualTo("internal"));
        }
    }

    private void check(OpenApi.Operation operation, String path, String body) {
        note(
                operation.name() + " " + path + " " + body.substring(0, Math.min(200, body.length())),
                owner.send(owner.request(path)
                        .header("Content-Type", "application/json")
                        .header("X-XSRF-TOKEN", owner.csrfToken())
                        .method(operation.method().toUpperCase(Locale.ROOT), BodyPublishers.ofString(body))));
    }

    private void note(String request, Answer answer) {
        if (answer.status() >= 500) {
            defects.add(request + " -> " + answer.status());
        }
    }

    private @Nullable JsonNode properties(OpenApi.Operation operation) {
        JsonNode document = Documents.read(Documents.HTTP);
        JsonNode schema =
                Documents.follow(document, operation.description().at("/requestBody/content/application~1json/schema"));
        return schema.path("properties");
    }

    private Map<String, String> usual(@Nullable JsonNode properties) {
        Map<String, String> usual = new LinkedHashMap<>();
        if (properties != null) {
            properties
                    .propertyStream()
                    .forEach(field -> usual.put(field.getKey(), usual(field.getKey(), field.getValue())));
        }
        return usual;
    }

    private String usual(String name, JsonNode schema) {
        String type = schema.path("type").toString();
        if (name.equals("room")) {
            return "\"" + room + "\"";
        }
        String fallback = type.contains("integer") ? "1" : type.contains("boolean") ? "false" : "\"usual\"";
        return USUAL.getOrDefault(name, fallback);
    }

    private String usualPath(OpenApi.Operation operation) {
        return filled(operation.path());
    }

    private String filled(String path) {
        return path.replace("/rooms/{id}", "/rooms/" + room)
                .replace("{username}", "other")
                .replace("{seq}", "1")
                .replaceAll("\\{[^}]+}", "1");
    }

    private static String json(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
