package chat.parley.invite;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import chat.parley.support.SharedServer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** An invite admits as many people as it says, and nobody after its creator has lost the right to invite. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ParameterizedClass
@ValueSource(strings = {"H2", "PostgreSQL"})
@SuppressWarnings("NullAway.Init") // Set before each run of the class
class InviteAttacksIT {

    @Parameter
    String database = "";

    private ParleyServer server;
    private Person root;
    private Person mod;
    private String room;

    @BeforeParameterizedClassInvocation
    void start() {
        server = database.equals("H2")
                ? ParleyServer.start()
                : ParleyServer.with().database(PostgresServer.freshDatabase()).start();
        root = Person.signUp(server, "root");
        mod = Person.signUp(server, SharedServer.unique("mod"));
        room = root.makeRoom(SharedServer.unique("secret"), "private");
        root.patch("/api/admin/settings", Map.of("registration", "invitation")).expect(200);
    }

    @AfterParameterizedClassInvocation
    void stop() {
        server.stop();
    }

    private String invite(Person by, Map<String, Object> terms) {
        return by.post("/api/rooms/" + room + "/invites", terms)
                .expect(201)
                .json()
                .path("token")
                .asString();
    }

    private static Answer accept(Person person, String invite) {
        return person.post("/api/invites/" + invite, Map.of());
    }

    private static Answer signUp(Person visitor, String invite) {
        return visitor.post(
                "/api/accounts",
                Map.of("username", SharedServer.unique("new"), "password", Person.PASSWORD, "invite", invite));
    }

    private Person existing(String name) {
        String username = SharedServer.unique(name);
        root.post("/api/admin/accounts", Map.of("username", username, "password", Person.PASSWORD))
                .expect(201);
        return Person.logIn(server.url(), username);
    }

    @Test
    void singleUseInviteCreatesOneAccountUnderConcurrency() {
        String invite = invite(root, Map.of("uses", 1));
        List<Person> visitors = IntStream.range(0, 50)
                .mapToObj(i -> Person.visiting(server.url()))
                .toList();

        List<Answer> answers =
                visitors.stream()
                        .map(visitor -> CompletableFuture.supplyAsync(() -> signUp(visitor, invite)))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 404)
                .hasSize(49)
                .allMatch(answer -> answer.code().equals("invite_invalid"));
    }

    @Test
    void onlyTheNewAccountJoinsWithItsAdmission() {
        String invite = invite(root, Map.of("uses", 1));
        Person visitor = Person.visiting(server.url());
        String username = signUp(visitor, invite)
                .expect(201)
                .json()
                .at("/account/username")
                .asString();

        assertThat(accept(existing("other"), invite).expect(404).code()).isEqualTo("invite_invalid");
        visitor.get("/api/invites/" + invite).expect(200);
        accept(visitor, invite).expect(200);

        root.delete("/api/rooms/" + room + "/members/" + username).expect(204);
        assertThat(accept(visitor, invite).expect(404).code()).isEqualTo("invite_invalid");
    }

    @Test
    void useIsCountedOnceWhenTheNewAccountJoins() {
        String invite = invite(root, Map.of("uses", 7));
        Person visitor = Person.visiting(server.url());
        signUp(visitor, invite).expect(201);
        accept(visitor, invite).expect(200);
        accept(existing("other"), invite).expect(200);

        JsonNode listed = root.get("/api/rooms/" + room + "/invites").json().path("invites");

        assertThat(listed.valueStream().filter(one -> one.path("uses").asInt() == 7))
                .singleElement()
                .extracting(one -> one.path("used").asInt())
                .isEqualTo(2);
    }

    @Test
    void signUpWithTakenNameUsesNoInvite() {
        String invite = invite(root, Map.of("uses", 1));
        Person.visiting(server.url())
                .post(
                        "/api/accounts",
                        Map.of("username", mod.username(), "password", Person.PASSWORD, "invite", invite))
                .expect(409);

        signUp(Person.visiting(server.url()), invite).expect(201);
    }

    @Test
    void inviteExpiresWithItsCreatorsRole() {
        String member = "/api/rooms/" + room + "/members/" + mod.username();
        root.put(member, Map.of("role", "moderator"));
        String invite = invite(mod, Map.of());
        accept(existing("early"), invite).expect(200);

        root.put(member, Map.of("role", "member")).expect(200);
        refused(invite);
        root.put(member, Map.of("role", "moderator")).expect(200);
        root.delete(member).expect(204);
        refused(invite);
        root.put("/api/rooms/" + room + "/bans/" + mod.username(), Map.of()).expect(204);
        refused(invite);
    }

    @Test
    void inviteOfDisabledOrFormerAdministratorCreatesNoAccount() {
        Person second = existing("second");
        String account = "/api/admin/accounts/" + second.username();
        root.patch(account, Map.of("admin", true)).expect(200);
        Person admin = Person.logIn(server.url(), second.username());
        String invite = admin.post("/api/admin/invites", Map.of())
                .expect(201)
                .json()
                .path("token")
                .asString();
        signUp(Person.visiting(server.url()), invite).expect(201);

        root.patch(account, Map.of("admin", false)).expect(200);
        assertThat(signUp(Person.visiting(server.url()), invite).expect(404).code())
                .isEqualTo("invite_invalid");
        root.patch(account, Map.of("admin", true, "disabled", true)).expect(200);
        assertThat(signUp(Person.visiting(server.url()), invite).expect(404).code())
                .isEqualTo("invite_invalid");
    }

    @Test
    void everyInviteIsListedAndRevocable() {
        String other = root.makeRoom(SharedServer.unique("busy"), "private");
        String path = "/api/rooms/" + other + "/invites";
        for (int i = 0; i < 203; i++) {
            root.post(path, Map.of()).expect(201);
        }

        JsonNode first = root.get(path).expect(200).json();
        JsonNode second = root.get(path + "?before=" + first.path("next").asLong())
                .expect(200)
                .json();

        Set<Long> ids = new HashSet<>();
        first.path("invites").forEach(one -> ids.add(one.path("id").asLong()));
        second.path("invites").forEach(one -> ids.add(one.path("id").asLong()));
        assertThat(ids).hasSize(203);
        assertThat(second.path("next").isNull()).isTrue();
        root.delete(path + "/" + second.path("invites").get(2).path("id").asLong())
                .expect(204);
        assertThat(root.get(path + "?before=x").expect(400).code()).isEqualTo("invalid");
    }

    private void refused(String invite) {
        assertThat(accept(existing("late"), invite).expect(404).code()).isEqualTo("invite_invalid");
        Person.visiting(server.url()).get("/api/invites/" + invite).expect(404);
    }
}
