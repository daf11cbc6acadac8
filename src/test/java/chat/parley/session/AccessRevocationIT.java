package chat.parley.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.http.Refusal;
import chat.parley.message.MessageService;
import chat.parley.support.Answer;
import chat.parley.support.Connection;
import chat.parley.support.Json;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import chat.parley.support.SharedServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.test.StepVerifier;

/** An account's access ends with its right to it: sessions, tokens, their sockets, and reset links. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ParameterizedClass
@ValueSource(strings = {"H2", "PostgreSQL"})
@SuppressWarnings("NullAway.Init") // Set before each run of the class
class AccessRevocationIT {

    private static final String NEW_PASSWORD = "an entirely new battery";

    @Parameter
    String database = "";

    private ParleyServer server;
    private Person root;

    @BeforeParameterizedClassInvocation
    void start() {
        server = database.equals("H2")
                ? ParleyServer.start()
                : ParleyServer.with().database(PostgresServer.freshDatabase()).start();
        root = Person.signUp(server, "root");
    }

    @AfterParameterizedClassInvocation
    void stop() {
        server.stop();
    }

    private Person someone(String name) {
        return Person.signUp(server, SharedServer.unique(name));
    }

    private static String token(Person person) {
        return person.post("/api/account/tokens", Map.of("name", "A bot", "scopes", List.of("read", "write")))
                .expect(201)
                .json()
                .path("token")
                .asString();
    }

    private Answer account(String token) {
        Person program = Person.visiting(server.url());
        return program.send(program.request("/api/account").header("Authorization", "Bearer " + token));
    }

    private Connection connect(String token) {
        Connection socket = Person.visiting(server.url())
                .connect("/ws", "parley.v1", headers -> headers.header("Authorization", "Bearer " + token));
        socket.awaitType("welcome");
        return socket;
    }

    private String resetLink(Person person) {
        String url = root.post("/api/admin/accounts/" + person.username() + "/reset-link", Map.of())
                .expect(201)
                .json()
                .path("url")
                .asString();
        return "/api/password-resets/" + url.substring(url.lastIndexOf('/') + 1);
    }

    private void set(Person person, String field, boolean value) {
        root.patch("/api/admin/accounts/" + person.username(), Map.of(field, value))
                .expect(200);
    }

    private static void changePassword(Person person, boolean revokesTokens) {
        person.put(
                        "/api/account/password",
                        Map.of("current", Person.PASSWORD, "replacement", NEW_PASSWORD, "revoke_tokens", revokesTokens))
                .expect(204);
    }

    @Test
    void disabledAccountLosesItsTokensTheirSocketsAndItsResetLinks() {
        Person bob = someone("bob");
        String token = token(bob);
        String link = resetLink(bob);
        try (Connection socket = connect(token)) {
            long before = System.nanoTime();
            set(bob, "disabled", true);

            assertThat(socket.awaitClose()).isEqualTo(4501);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
        }
        set(bob, "disabled", false);
        account(token).expect(401);
        Person.visiting(server.url()).get(link).expect(404);
    }

    @Test
    void logRefusesWritesOfADisabledAccountWhoseSocketIsStillOpen() {
        Person bob = someone("bob");
        String room = bob.makeRoom(SharedServer.unique("room"));
        bob.say(room, "known to the log");
        Account account = Objects.requireNonNull(
                server.bean(Accounts.class).byUsername(bob.username()).block(Duration.ofSeconds(10)));
        set(bob, "disabled", true);

        StepVerifier.create(server.bean(MessageService.class).post(account, room, Person.nonce(), "still here", null))
                .verifyErrorSatisfies(
                        error -> assertThat(((Refusal) error).code()).isEqualTo(Refusal.Code.FORBIDDEN));

        set(bob, "disabled", false);
        Person.logIn(server.url(), bob.username()).say(room, "back");
    }

    @Test
    void passwordResetEndsSessionsTokensAndLinks() {
        Person bob = someone("bob");
        String token = token(bob);
        String link = resetLink(bob);
        try (Connection socket = connect(token)) {
            Person.visiting(server.url())
                    .post(link, Map.of("password", NEW_PASSWORD))
                    .expect(204);

            assertThat(socket.awaitClose()).isEqualTo(4501);
        }
        account(token).expect(401);
        bob.get("/api/rooms").expect(401);
        Person.visiting(server.url()).get(link).expect(404);
    }

    @Test
    void passwordChangeEndsLinksAndKeepsTokensByDefault() {
        Person bob = someone("bob");
        String token = token(bob);
        String link = resetLink(bob);
        changePassword(bob, false);

        account(token).expect(200);
        Person.visiting(server.url()).get(link).expect(404);

        Person ann = someone("ann");
        String another = token(ann);
        try (Connection socket = connect(another)) {
            changePassword(ann, true);

            assertThat(socket.awaitClose()).isEqualTo(4501);
        }
        account(another).expect(401);
        ann.get("/api/rooms").expect(200);
    }

    @Test
    void concurrentCreationStopsAtFiftyTokens() {
        Person bob = someone("bob");
        bob.csrfToken();

        List<Integer> answers = IntStream.range(0, 90)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> bob.post("/api/account/tokens", Map.of("name", "bot " + i, "scopes", List.of("read")))
                                .status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).filteredOn(status -> status == 201).hasSize(50);
        assertThat(answers).filteredOn(status -> status == 409).hasSize(40);
    }

    @Test
    void tokenNeedsThePasswordAfterAnOldLogIn() {
        Person bob = someone("bob");
        Map<String, Object> form = Map.of("name", "A bot", "scopes", List.of("read"));
        server.bean(DatabaseClient.class)
                .sql("update session set created_at = :old where account_id ="
                        + " (select id from account where username = :name)")
                .bind("old", Instant.now().minusSeconds(600))
                .bind("name", bob.username())
                .then()
                .block(Duration.ofSeconds(10));

        assertThat(Json.write(bob.post("/api/account/tokens", form).expect(400).json()))
                .contains("\"password\"", "required");
        assertThat(Json.write(bob.post("/api/account/tokens", with(form, "wrong"))
                        .expect(400)
                        .json()))
                .contains("\"password\"", "wrong");
        bob.post("/api/account/tokens", with(form, Person.PASSWORD)).expect(201);
    }

    private static Map<String, Object> with(Map<String, Object> form, String password) {
        return Map.of("name", form.get("name"), "scopes", form.get("scopes"), "password", password);
    }

    @Test
    void olderSocketDoesNotRestoreFormerDisplayName() {
        Person bob = someone("bob");
        String room = root.makeRoom(SharedServer.unique("room"));
        try (Connection socket = bob.connect()) {
            root.patch("/api/admin/accounts/" + bob.username(), Map.of("display_name", "Renamed by root"))
                    .expect(200);
            socket.open(room);
        }

        assertThat(root.get("/api/rooms/" + room + "/members").expect(200).text())
                .contains("Renamed by root");
    }

    @Test
    void disablingGuestsEndsTheirSessions() {
        root.patch("/api/admin/settings", Map.of("guests", true)).expect(200);
        Person guest = Person.visiting(server.url());
        guest.post("/api/session/guest", Map.of("username", SharedServer.unique("guest")))
                .expect(201);
        Person member = someone("member");
        try (Connection socket = guest.connect()) {
            root.patch("/api/admin/settings", Map.of("guests", false)).expect(200);

            assertThat(socket.awaitClose()).isEqualTo(4501);
        }
        guest.get("/api/rooms").expect(401);
        member.get("/api/rooms").expect(200);
    }
}
