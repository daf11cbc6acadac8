package chat.parley.signin;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.r2dbc.core.DatabaseClient;

class LogInIT {

    private static final ParleyServer server =
            ParleyServer.with().property("parley.guests.enabled", "true").start();

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void nameIsCaseInsensitiveAtLogIn() {
        Person.signUp(server, "Lena");
        Person person = Person.visiting(server.url());

        Answer answer = logIn(person, "lENA", Person.PASSWORD).expect(200);

        assertThat(answer.json().at("/account/username").asString()).isEqualTo("Lena");
        assertThat(person.get("/api/session").json()).isEqualTo(answer.json());
    }

    @Test
    void unknownWrongGuestAndDisabledGetTheSameAnswer() {
        Person.signUp(server, "known");
        Person.signUp(server, "disabled");
        disable("disabled");
        Person.visiting(server.url())
                .post("/api/session/guest", Map.of("username", "visitor"))
                .expect(201);

        List<Answer> answers = List.of(
                logIn("unknown", Person.PASSWORD),
                logIn("known", "wrong password"),
                logIn("visitor", Person.PASSWORD),
                logIn("visitor", "nobody's password"),
                logIn("disabled", Person.PASSWORD),
                logIn("no name!", Person.PASSWORD),
                logIn("", ""),
                logIn("x\u0000y", "\u0000"),
                logIn("' or 1=1 --", "' or 1=1 --"),
                logIn("known", "x".repeat(10_000)),
                logIn("k".repeat(10_000), Person.PASSWORD));

        assertThat(answers)
                .allMatch(answer -> answer.status() == 401)
                .allMatch(answer -> answer.text().equals(answers.get(0).text()))
                .allMatch(answer -> answer.code().equals("bad_credentials"))
                .noneMatch(answer -> answer.response().headers().allValues("Set-Cookie").stream()
                        .anyMatch(cookie -> cookie.contains("parley_session")));
    }

    /**
     * Hashing takes nearly all of the time. A factor of two is undetectable over a network; without hashing it would be
     * 100.
     */
    @Test
    void unknownAndWrongTakeSimilarTime() {
        Person.signUp(server, "timed");

        long unknown = medianMillis("nobody-at-all");
        long wrong = medianMillis("timed");

        assertThat((double) Math.max(unknown, wrong) / Math.max(1, Math.min(unknown, wrong)))
                .as("unknown %d ms, wrong %d ms", unknown, wrong)
                .isLessThan(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"password\":\"x\"}", "{\"username\":null,\"password\":\"x\"}"})
    void missingFieldIsNamed(String body) {
        Answer answer = Person.visiting(server.url()).post("/api/session", body).expect(400);

        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("username");
        assertThat(answer.json().at("/errors/0/code").asString()).isEqualTo("required");
    }

    private static long medianMillis(String username) {
        long[] times = new long[9];
        for (int i = 0; i < times.length; i++) {
            long start = System.nanoTime();
            logIn(username, "wrong password").expect(401);
            times[i] = Duration.ofNanos(System.nanoTime() - start).toMillis();
        }
        Arrays.sort(times);
        return times[times.length / 2];
    }

    private static Answer logIn(String username, String password) {
        return logIn(Person.visiting(server.url()), username, password);
    }

    private static Answer logIn(Person person, String username, String password) {
        return person.post("/api/session", Map.of("username", username, "password", password));
    }

    private static void disable(String username) {
        server.bean(DatabaseClient.class)
                .sql("update account set disabled_at = current_timestamp where username = :name")
                .bind("name", username)
                .fetch()
                .rowsUpdated()
                .block(Duration.ofSeconds(10));
    }
}
