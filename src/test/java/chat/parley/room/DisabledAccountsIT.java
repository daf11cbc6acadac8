package chat.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import chat.parley.support.SharedServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A disabled account keeps its memberships but gains none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ParameterizedClass
@ValueSource(strings = {"H2", "PostgreSQL"})
@SuppressWarnings("NullAway.Init") // Set before each invocation of the class
class DisabledAccountsIT {

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

    private void disable(Person person, boolean disabled) {
        root.patch("/api/admin/accounts/" + person.username(), Map.of("disabled", disabled))
                .expect(200);
    }

    private static String member(String room, Person person) {
        return "/api/rooms/" + room + "/members/" + person.username();
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.expect(409).code()).isEqualTo("account_disabled");
    }

    @Test
    void disabledAccountIsAddedToNoRoomInAnyRole() {
        Person bob = someone("bob");
        disable(bob, true);
        for (String kind : List.of("public", "private")) {
            String room = root.makeRoom(SharedServer.unique("room"), kind);
            assertRefused(root.put(member(room, bob), Map.of()));
            assertRefused(root.put(member(room, bob), Map.of("role", "member")));
            assertRefused(root.put(member(room, bob), Map.of("role", "moderator")));
            assertRefused(root.put(member(room, bob), Map.of("role", "owner")));
            root.get(member(room, bob)).expect(404);
        }
    }

    @Test
    void disabledMemberLosesRolesButGainsNone() {
        Person bob = someone("bob");
        String room = root.makeRoom(SharedServer.unique("room"));
        bob.join(room);
        root.put(member(room, bob), Map.of("role", "moderator")).expect(200);
        disable(bob, true);

        assertRefused(root.put(member(room, bob), Map.of("role", "owner")));
        root.put(member(room, bob), Map.of()).expect(200);
        root.put(member(room, bob), Map.of("role", "member")).expect(200);
        assertRefused(root.put(member(room, bob), Map.of("role", "moderator")));
        root.delete(member(room, bob)).expect(204);
        assertRefused(root.put(member(room, bob), Map.of()));

        disable(bob, false);
        root.put(member(room, bob), Map.of()).expect(200);
    }

    @Test
    void disabledAccountGetsNoNewDirectConversation() {
        Person ann = someone("ann");
        Person bob = someone("bob");
        Person cid = someone("cid");
        String known = ann.post("/api/rooms/direct", Map.of("usernames", List.of(bob.username())))
                .expect(201)
                .json()
                .path("id")
                .asString();
        disable(bob, true);

        assertRefused(ann.post("/api/rooms/direct", Map.of("usernames", List.of(bob.username(), cid.username()))));
        assertThat(ann.post("/api/rooms/direct", Map.of("usernames", List.of(bob.username())))
                        .expect(200)
                        .json()
                        .path("id")
                        .asString())
                .isEqualTo(known);
    }

    @Test
    void refusalIsForThoseWhoMayAddMembersOnly() {
        Person ann = someone("ann");
        Person bob = someone("bob");
        String room = root.makeRoom(SharedServer.unique("room"));
        ann.join(room);
        disable(bob, true);

        assertThat(ann.put(member(room, bob), Map.of()).expect(403).code()).isEqualTo("forbidden");
    }
}
