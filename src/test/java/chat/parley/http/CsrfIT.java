package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsrfIT {

    private static final ParleyServer server = ParleyServer.start();

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void sessionRouteSetsTheTokenWithOrWithoutALogIn() {
        Person person = Person.visiting(server.url());

        Answer answer = person.get("/api/session").expect(200);

        String cookie = answer.response().headers().allValues("Set-Cookie").stream()
                .filter(one -> one.startsWith("XSRF-TOKEN="))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).contains("; Path=/", "; SameSite=Lax").doesNotContainIgnoringCase("HttpOnly");
        assertThat(Person.signUp(server, "tokened").csrfToken()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong", "00000000-0000-0000-0000-000000000000"})
    void wrongTokenStoresNothing(String token) {
        Person person = Person.visiting(server.url());
        person.csrfToken();

        Answer answer = person.send(signUp(person, "forged").header("X-XSRF-TOKEN", token))
                .expect(403);

        assertThat(answer.code()).isEqualTo("csrf");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        person.post("/api/session", Map.of("username", "forged", "password", Person.PASSWORD))
                .expect(401);
    }

    @Test
    void missingTokenIsRefusedWithOrWithoutTheCookie() {
        Person without = Person.visiting(server.url());
        assertThat(without.send(signUp(without, "missing")).expect(403).code()).isEqualTo("csrf");

        Person with = Person.signUp(server, "member");
        with.csrfToken();
        assertThat(with.send(with.request("/api/session").DELETE()).expect(403).code())
                .isEqualTo("csrf");
        assertThat(with.get("/api/session").json().at("/account/username").asString())
                .isEqualTo("member");
    }

    @Test
    void formOfAnotherSiteCannotPost() {
        Person person = Person.signUp(server, "victim");
        String token = person.csrfToken();

        Answer answer = person.send(person.request("/api/session")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("_csrf=" + token + "&username=a&password=b")));

        assertThat(answer.expect(403).code()).isEqualTo("csrf");
    }

    @Test
    void tokenOfAnotherBrowserIsRefused() {
        String others = Person.visiting(server.url()).csrfToken();
        Person person = Person.visiting(server.url());
        person.csrfToken();

        assertThat(person.send(signUp(person, "borrower").header("X-XSRF-TOKEN", others))
                        .expect(403)
                        .code())
                .isEqualTo("csrf");
    }

    private static HttpRequest.Builder signUp(Person person, String username) {
        return person.request("/api/accounts")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"username\":\"" + username + "\",\"password\":\"" + Person.PASSWORD + "\"}"));
    }
}
