package chat.parley.signin;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class GuestsIT {

    private static final ParleyServer server =
            ParleyServer.with().property("parley.guests.enabled", "true").start();

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void guestEntersWithANameOnly() {
        Person guest = Person.visiting(server.url());

        Answer answer = enter(guest, "Passer-by").expect(201);

        assertThat(answer.json().at("/account/kind").asString()).isEqualTo("guest");
        assertThat(answer.json().path("guests_enabled").asBoolean()).isTrue();
        assertThat(guest.get("/api/session").json()).isEqualTo(answer.json());
    }

    @Test
    void firstGuestDoesNotBecomeAdministrator() {
        try (ParleyServer fresh =
                ParleyServer.with().property("parley.guests.enabled", "true").start()) {
            Answer guest = enter(Person.visiting(fresh.url()), "early").expect(201);
            Person member = Person.signUp(fresh, "founder");

            assertThat(guest.json().at("/account/admin").asBoolean()).isFalse();
            assertThat(member.get("/api/session").json().at("/account/admin").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void guestsAndMembersCannotTakeEachOthersNames() {
        Person.signUp(server, "member");
        enter(Person.visiting(server.url()), "guest").expect(201);

        assertThat(enter(Person.visiting(server.url()), "MEMBER").expect(409).code())
                .isEqualTo("username_taken");
        assertThat(enter(Person.visiting(server.url()), "Guest").expect(409).code())
                .isEqualTo("username_taken");
        Person.visiting(server.url())
                .post("/api/accounts", Map.of("username", "guest", "password", Person.PASSWORD))
                .expect(409);
    }

    @Test
    void guestsNameStaysReservedAfterLogOut() {
        Person guest = Person.visiting(server.url());
        enter(guest, "gone").expect(201);
        guest.logOut().expect(204);

        enter(Person.visiting(server.url()), "gone").expect(409);
    }

    @Test
    void guestCannotChangeAPassword() {
        Person guest = Person.visiting(server.url());
        enter(guest, "keyless").expect(201);

        Answer answer = guest.put("/api/account/password", Map.of("current", "", "replacement", Person.PASSWORD))
                .expect(403);

        assertThat(answer.code()).isEqualTo("forbidden");
    }

    @Test
    void guestsAreRefusedByDefault() {
        try (ParleyServer closed = ParleyServer.start()) {
            Person guest = Person.visiting(closed.url());

            assertThat(enter(guest, "nobody").expect(403).code()).isEqualTo("forbidden");

            assertThat(guest.get("/api/session").json().path("guests_enabled").asBoolean())
                    .isFalse();
            Person.signUp(closed, "nobody");
        }
    }

    private static Answer enter(Person person, String name) {
        return person.post("/api/session/guest", Map.of("username", name));
    }
}
