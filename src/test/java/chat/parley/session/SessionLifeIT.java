package chat.parley.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.channel.InMemoryChannelLayer;
import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

class SessionLifeIT {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private static final ParleyServer server = ParleyServer.start();

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void cookieIsNotReadableByScripts() {
        Answer answer = Person.visiting(server.url())
                .post("/api/accounts", Map.of("username", "cookie", "password", Person.PASSWORD))
                .expect(201);

        String cookie = setCookies(answer, "parley_session").get(0);
        assertThat(cookie)
                .containsIgnoringCase("; HttpOnly")
                .contains("; Path=/;", "; SameSite=Lax", "; Max-Age=34560000;")
                .doesNotContain("Secure", "Domain");
        assertThat(cookie.split("[=;]")[1]).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void cookiesBehindHttpsProxyAreSecureAndUnderTheBasePath() {
        try (ParleyServer proxied = ParleyServer.with()
                .property("server.forward-headers-strategy", "framework")
                .property("spring.webflux.base-path", "/talk")
                .start()) {
            Person.signUp(proxied.url() + "/talk", "root");
            Person person = Person.visiting(proxied.url());
            String csrf = setCookies(
                            person.send(person.request("/talk/api/session")
                                    .header("X-Forwarded-Proto", "https")
                                    .GET()),
                            "XSRF-TOKEN")
                    .get(0);

            assertThat(csrf).contains("; Path=/talk;", "; Secure").doesNotContainIgnoringCase("HttpOnly");
            String token = csrf.split("[=;]")[1];
            assertThat(planted(person, token).expect(403).code()).isEqualTo("csrf");
            Answer answer = person.send(person.request("/talk/api/accounts")
                            .header("X-Forwarded-Proto", "https")
                            .header("Cookie", "__Host-XSRF-TOKEN=" + token)
                            .header("X-XSRF-TOKEN", token)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(
                                    "{\"username\":\"proxied\",\"password\":\"" + Person.PASSWORD + "\"}")))
                    .expect(201);
            assertThat(setCookies(answer, "parley_session").get(0)).contains("; Path=/talk/;", "; Secure");
            assertThat(answer.header("Strict-Transport-Security")).isNotEmpty();
        }
    }

    /** Sends a cookie that another host of the domain could have set. */
    private static Answer planted(Person person, String token) {
        return person.send(person.request("/talk/api/accounts")
                .header("X-Forwarded-Proto", "https")
                .header("Cookie", "XSRF-TOKEN=" + token)
                .header("X-XSRF-TOKEN", token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
    }

    @Test
    void cookieIsInvalidAfterLogOut() {
        Person person = Person.signUp(server, "leaver");
        String stolen = person.cookie("parley_session").orElseThrow();

        Answer answer = person.logOut().expect(204);

        assertThat(setCookies(answer, "parley_session").get(0)).contains("parley_session=;", "Max-Age=0");
        assertThat(account(person).isNull()).isTrue();
        Person thief = Person.visiting(server.url());
        Answer theft = thief.send(thief.request("/api/session").header("Cookie", "parley_session=" + stolen));
        assertThat(theft.json().path("account").isNull()).isTrue();
        assertThat(person.logOut().expect(401).code()).isEqualTo("not_signed_in");
    }

    @Test
    void malformedCookieIsIgnored() {
        Person person = Person.visiting(server.url());

        for (String cookie : List.of("", "x", "' or 1=1 --", "x".repeat(43), "x".repeat(4_000))) {
            Answer answer = person.send(person.request("/api/session").header("Cookie", "parley_session=" + cookie));
            assertThat(answer.expect(200).json().path("account").isNull()).isTrue();
        }
    }

    @Test
    void sessionSurvivesARestart(@TempDir Path folder) {
        Person person;
        try (ParleyServer before = ParleyServer.with().databaseIn(folder).start()) {
            person = Person.signUp(before, "survivor");
        }
        try (ParleyServer after = ParleyServer.with().databaseIn(folder).start()) {
            assertThat(account(person.at(after)).path("username").asString()).isEqualTo("survivor");
        }
    }

    @Test
    void logInElsewhereKeepsTheFirstSession() {
        Person first = Person.signUp(server, "traveller");
        Person second = Person.logIn(server.url(), "traveller");

        second.logOut().expect(204);

        assertThat(account(first).path("username").asString()).isEqualTo("traveller");
    }

    @Test
    void newLogInEndsTheBrowsersPreviousSession() {
        Person person = Person.signUp(server, "again");
        String before = person.cookie("parley_session").orElseThrow();

        person.post("/api/session", Map.of("username", "again", "password", Person.PASSWORD))
                .expect(200);

        Person other = Person.visiting(server.url());
        Answer answer = other.send(other.request("/api/session").header("Cookie", "parley_session=" + before));
        assertThat(answer.json().path("account").isNull()).isTrue();
        assertThat(account(person).path("username").asString()).isEqualTo("again");
    }

    @Test
    void endedSessionIsBroadcastWithinASecond() {
        String database = ParleyServer.memoryDatabase();
        try (InMemoryChannelLayer layer = new InMemoryChannelLayer();
                ParleyServer one = ParleyServer.with()
                        .database(database)
                        .channelLayer(layer)
                        .start();
                ParleyServer other = ParleyServer.with()
                        .database(database)
                        .channelLayer(layer)
                        .start()) {
            Person person = Person.signUp(one, "ender");
            String id = SessionToken.of(person.cookie("parley_session").orElseThrow())
                    .orElseThrow()
                    .hash();
            Mono<String> here = one.bean(SessionEndBroadcast.class).ids().next().cache();
            Mono<String> there =
                    other.bean(SessionEndBroadcast.class).ids().next().cache();
            Disposable both = here.and(there).subscribe();

            person.logOut().expect(204);

            assertThat(here.block(LIMIT)).isEqualTo(id);
            assertThat(there.block(LIMIT)).isEqualTo(id);
            assertThat(other.bean(Sessions.class).live(List.of(id)).block(LIMIT))
                    .isEmpty();
            both.dispose();
        }
    }

    @Test
    void passwordChangeEndsOtherSessions() {
        Person person = Person.signUp(server, "careful");
        Person elsewhere = Person.logIn(server.url(), "careful");
        Person stranger = Person.signUp(server, "stranger");
        Queue<String> ended = new ConcurrentLinkedQueue<>();
        Disposable listening = server.bean(SessionEndBroadcast.class).ids().subscribe(ended::add);

        changePassword(person, Person.PASSWORD, "another good password").expect(204);

        assertThat(account(person).path("username").asString()).isEqualTo("careful");
        assertThat(account(elsewhere).isNull()).isTrue();
        assertThat(account(stranger).path("username").asString()).isEqualTo("stranger");
        assertThat(ended)
                .contains(SessionToken.of(elsewhere.cookie("parley_session").orElseThrow())
                        .orElseThrow()
                        .hash());
        listening.dispose();
        logIn("careful", Person.PASSWORD).expect(401);
        logIn("careful", "another good password").expect(200);
    }

    @Test
    void ownerListsAndEndsSessions() {
        Person person = Person.signUp(server, "watchful");
        Person strange = Person.logIn(server.url(), "watchful");
        Person other = Person.signUp(server, "bystander");

        JsonNode sessions = sessions(person);
        assertThat(sessions).hasSize(2);
        assertThat(sessions.valueStream().filter(one -> one.path("current").asBoolean()))
                .hasSize(1);
        JsonNode found = sessions.valueStream()
                .filter(one -> !one.path("current").asBoolean())
                .findFirst()
                .orElseThrow();
        assertThat(found.propertyNames()).contains("id", "created_at", "last_seen_at", "address", "user_agent");
        assertThat(found.toString())
                .doesNotContain(strange.cookie("parley_session").orElseThrow());

        String path = "/api/account/sessions/" + found.path("id").asString();
        assertThat(other.delete(path).expect(404).code()).isEqualTo("not_found");
        person.delete(path).expect(204);
        person.delete(path).expect(404);
        person.delete("/api/account/sessions/'--").expect(404);

        assertThat(account(strange).isNull()).isTrue();
        assertThat(sessions(person)).hasSize(1);
    }

    @Test
    void passwordChangeNeedsTheCurrentAndAnAcceptableNewOne() {
        Person person = Person.signUp(server, "constant");

        Answer wrong = changePassword(person, "wrong password", "another good password")
                .expect(400);
        assertThat(wrong.json().at("/errors/0/field").asString()).isEqualTo("current");
        assertThat(wrong.json().at("/errors/0/code").asString()).isEqualTo("wrong");
        Answer common = changePassword(person, Person.PASSWORD, "password").expect(400);
        assertThat(common.json().at("/errors/0/field").asString()).isEqualTo("replacement");
        assertThat(common.json().at("/errors/0/code").asString()).isEqualTo("too_common");
        Answer nobody = changePassword(Person.visiting(server.url()), "a", "b").expect(401);
        assertThat(nobody.code()).isEqualTo("not_signed_in");

        logIn("constant", Person.PASSWORD).expect(200);
    }

    private static Answer changePassword(Person person, String current, String replacement) {
        return person.put("/api/account/password", Map.of("current", current, "replacement", replacement));
    }

    private static Answer logIn(String username, String password) {
        return Person.visiting(server.url()).post("/api/session", Map.of("username", username, "password", password));
    }

    private static JsonNode sessions(Person person) {
        return person.get("/api/account/sessions").expect(200).json().path("sessions");
    }

    private static JsonNode account(Person person) {
        return person.get("/api/session").expect(200).json().path("account");
    }

    private static List<String> setCookies(Answer answer, String name) {
        return answer.response().headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .toList();
    }
}
