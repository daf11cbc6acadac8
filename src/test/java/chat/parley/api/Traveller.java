package chat.parley.api;

import chat.parley.support.Answer;
import chat.parley.support.Connection;
import chat.parley.support.Json;
import chat.parley.support.Person;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A {@link Person} whose answers are all checked against the document. */
final class Traveller {

    private final Person person;
    private final OpenApi http;

    Traveller(Person person, OpenApi http) {
        this.person = person;
        this.http = http;
    }

    Person person() {
        return person;
    }

    String username() {
        return person.username();
    }

    Answer get(String path) {
        return checked(person.get(path), null);
    }

    Answer post(String path, Map<String, ?> body) {
        return checked(person.post(path, body), body);
    }

    Answer put(String path, Map<String, ?> body) {
        return checked(person.put(path, body), body);
    }

    Answer patch(String path, Map<String, ?> body) {
        return checked(person.patch(path, body), body);
    }

    Answer delete(String path) {
        return checked(person.delete(path), null);
    }

    Answer upload(String path, String name, byte[] bytes) {
        return checked(person.upload(path, name, "application/octet-stream", bytes), null);
    }

    Connection connect() {
        return person.connect();
    }

    private Answer checked(Answer answer, @Nullable Map<String, ?> body) {
        JsonNode sent = body == null ? null : Json.read(Json.write(body));
        http.check(answer, sent);
        return answer;
    }
}
