package chat.parley.signin;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Sign-up on every database. */
abstract class SignUpContract {

    /** Returns the server that the tests of a class share. */
    abstract ParleyServer server();

    /** Returns a server without accounts. */
    abstract ParleyServer freshServer();

    @Test
    void signUpStartsASession() {
        Person person = Person.visiting(server().url());

        Answer answer = signUp(person, "Amélie").expect(201);

        assertThat(answer.json().at("/account/username").asString()).isEqualTo("Amélie");
        assertThat(answer.json().at("/account/display_name").asString()).isEqualTo("Amélie");
        assertThat(answer.json().at("/account/kind").asString()).isEqualTo("member");
        assertThat(person.get("/api/session").json()).isEqualTo(answer.json());
    }

    @Test
    void exactlyOneOfConcurrentFirstSignUpsAdministers() {
        try (ParleyServer fresh = freshServer()) {
            List<Answer> answers = atOnce(20, number -> signUp(Person.visiting(fresh.url()), "person-" + number));

            assertThat(answers).allMatch(answer -> answer.status() == 201);
            assertThat(answers).filteredOn(SignUpContract::isAdmin).hasSize(1);
        }
    }

    @Test
    void fiftyConcurrentSignUpsForOneNameCreateOneAccount() {
        List<Answer> answers = atOnce(
                50, number -> signUp(Person.visiting(server().url()), number % 2 == 0 ? "Highlander" : "hIGHLANDER"));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 409)
                .hasSize(49)
                .allMatch(answer -> answer.code().equals("username_taken"));
    }

    @ParameterizedTest
    @CsvSource({"Paula,paula", "Paula2,PAULA2", "scope,ѕсоре", "Alicia,AIicia", "corner,comer", "zoo,z00"})
    void lookAlikeNameIsTaken(String first, String second) {
        signUp(Person.visiting(server().url()), first).expect(201);

        Answer answer = signUp(Person.visiting(server().url()), second).expect(409);

        assertThat(answer.code()).isEqualTo("username_taken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'; drop table account; --", "<b>bold</b>", "a b", "../etc", "x\u0000y", "\uD800bc"})
    void invalidNameIsRefusedAndStoresNothing(String name) {
        Person person = Person.visiting(server().url());

        Answer answer = signUp(person, name).expect(400);

        assertThat(errors(answer)).containsExactly("username invalid");
        assertThat(person.get("/api/session").json().path("account").isNull()).isTrue();
    }

    @Test
    void allInvalidFieldsAreReported() {
        Answer answer = Person.visiting(server().url())
                .post("/api/accounts", Map.of("username", "x", "password", "short"))
                .expect(400);

        assertThat(answer.code()).isEqualTo("invalid");
        assertThat(errors(answer)).containsExactly("username too_short", "password too_short");
    }

    @Test
    void passwordMayHaveAnyCharacterAndEachCounts() {
        String password = "<script>'; drop table account; --\u0000" + "é".repeat(90);
        Person.visiting(server().url())
                .post("/api/accounts", Map.of("username", "anything", "password", password))
                .expect(201);

        Person other = Person.visiting(server().url());
        other.post("/api/session", Map.of("username", "anything", "password", password + "é"))
                .expect(401);
        other.post("/api/session", Map.of("username", "anything", "password", password))
                .expect(200);
    }

    @Test
    void passwordIsTheSameInAnyNormalizationForm() {
        Person.visiting(server().url())
                .post("/api/accounts", Map.of("username", "accents", "password", "cre\u0300me bru\u0302le\u0301e"))
                .expect(201);

        Person.visiting(server().url())
                .post("/api/session", Map.of("username", "accents", "password", "cr\u00E8me br\u00FBl\u00E9e"))
                .expect(200);
    }

    @Test
    void repeatedFormCreatesOneAccount() {
        Person person = Person.visiting(server().url());

        signUp(person, "twice").expect(201);
        assertThat(signUp(person, "twice").expect(409).code()).isEqualTo("username_taken");

        assertThat(person.get("/api/session").json().at("/account/username").asString())
                .isEqualTo("twice");
    }

    private static Answer signUp(Person person, String username) {
        return person.post("/api/accounts", Map.of("username", username, "password", Person.PASSWORD));
    }

    private static boolean isAdmin(Answer answer) {
        return answer.json().at("/account/admin").asBoolean();
    }

    private static List<String> errors(Answer answer) {
        return answer.json()
                .path("errors")
                .valueStream()
                .map(SignUpContract::error)
                .toList();
    }

    private static String error(JsonNode error) {
        return error.path("field").asString() + " " + error.path("code").asString();
    }

    private static List<Answer> atOnce(int times, IntFunction<Answer> request) {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            return IntStream.range(0, times)
                    .mapToObj(number -> threads.submit(() -> request.apply(number)))
                    .toList()
                    .stream()
                    .map(answer -> {
                        try {
                            return answer.get();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toList();
        } finally {
            threads.shutdown();
        }
    }
}
