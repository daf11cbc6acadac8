package chat.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.util.Map;
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
            .start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whoTriesTooOftenIsToldHowLongToWait() {
        Person person = Person.signUp(server, "busy");
        Person.signUp(server, "other");

        exhausted(1, 400, "/api/accounts", Map.of("username", "n", "password", "p"));
        exhausted(3, 400, "/api/session/guest", Map.of("username", "n"));
        exhausted(3, 401, "/api/session", Map.of("username", "busy", "password", "wrong"));
        exhausted(3, 401, "/api/session", Map.of("username", "nobody", "password", "wrong"));
        for (int i = 0; i < 3; i++) {
            changePassword(person).expect(400);
        }
        assertThat(changePassword(person).expect(429).code()).isEqualTo("rate_limited");

        // Neither holds up anybody else, and what succeeds does not count against a name
        for (int i = 0; i < 5; i++) {
            Person.logIn(server.url(), "other");
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
