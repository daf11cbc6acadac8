package chat.parley.signin;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThrottlingIT {

    private final ParleyServer server = ParleyServer.with()
            .property("parley.guests.enabled", "true")
            .property("parley.limits.enabled", "true")
            .property("parley.limits.sign-ups", "3 per 1h")
            .property("parley.limits.guests", "3 per 1h")
            .property("parley.limits.log-ins-by-name", "3 per 1h")
            .property("parley.limits.log-ins-by-address", "20 per 1h")
            .property("parley.limits.password-changes", "3 per 1h")
            .property("parley.limits.renames", "3 per 1h")
            .property("parley.limits.rooms", "3 per 1h")
            .start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tooManyAttemptsAreRefusedWithATimeToWait() {
        Person person = Person.signUp(server, "busy");
        Person.signUp(server, "other");

        exhausted(1, 409, "/api/accounts", Map.of("username", "busy", "password", Person.PASSWORD));
        exhausted(3, 409, "/api/session/guest", Map.of("username", "busy"));
        exhausted(3, 401, "/api/session", Map.of("username", "busy", "password", "wrong"));
        exhausted(3, 401, "/api/session", Map.of("username", "nobody", "password", "wrong"));
        for (int i = 0; i < 3; i++) {
            changePassword(person).expect(400);
        }
        assertThat(changePassword(person).expect(429).code()).isEqualTo("rate_limited");

        // Neither delays others, and successes do not count against a name
        for (int i = 0; i < 5; i++) {
            Person.logIn(server.url(), "other");
        }
    }

    @Test
    void invalidInputDoesNotUseUpTheBudgets() {
        Person.signUp(server, "first");
        Person person = Person.signUp(server, "second");
        Person visitor = Person.visiting(server.url());

        invalid(() -> person.patch("/api/account", Map.of("display_name", "admin")));
        invalid(() -> person.patch("/api/account", Map.of("display_name", "first")));
        invalid(() -> visitor.post("/api/accounts", Map.of("username", "third", "password", "short")));
        invalid(() -> visitor.post("/api/accounts", Map.of("username", "support", "password", Person.PASSWORD)));
        invalid(() -> visitor.post("/api/session/guest", Map.of("username", "n")));
        invalid(() -> person.post("/api/rooms", Map.of("name", "\u041Cira")));
        invalid(() -> person.put("/api/account/password", Map.of("current", Person.PASSWORD, "replacement", "short")));

        person.patch("/api/account", Map.of("display_name", "Second")).expect(200);
        visitor.post("/api/session/guest", Map.of("username", "guest")).expect(201);
        Person.signUp(server, "third");
        person.makeRoom("room");
        person.put("/api/account/password", Map.of("current", Person.PASSWORD, "replacement", "a good new one"))
                .expect(204);
    }

    private static void invalid(Supplier<Answer> request) {
        for (int i = 0; i < 5; i++) {
            assertThat(request.get().expect(400).code()).isEqualTo("invalid");
        }
    }

    private void exhausted(int left, int before, String path, Map<String, String> form) {
        for (int i = 0; i < left; i++) {
            Person.visiting(server.url()).post(path, form).expect(before);
        }

        Answer answer = Person.visiting(server.url()).post(path, form).expect(429);

        assertThat(answer.code()).isEqualTo("rate_limited");
        assertThat(Long.parseLong(answer.header("Retry-After"))).isBetween(1_000L, 1_200L);
        assertThat(answer.json().path("retry_after_ms").asLong()).isBetween(1_000_000L, 1_200_000L);
    }

    private static Answer changePassword(Person person) {
        return person.put("/api/account/password", Map.of("current", "wrong", "replacement", "a good new one"));
    }
}
