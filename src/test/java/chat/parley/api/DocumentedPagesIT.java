package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** Each list is as long as the documentation says, and no longer if there is one more entry. */
class DocumentedPagesIT {

    private static ParleyServer server;
    private static Person ann;
    private static String room;

    @BeforeAll
    static void start() {
        server = ParleyServer.start();
        ann = Person.signUp(server, "ann");
        room = ann.makeRoom("crowd");
        sql("insert into account (username, username_key, display_name, kind, admin, created_at)"
                + " select 'member-' || k.n, 'member-' || k.n, 'Member ' || k.n, 'member', false, current_timestamp"
                + " from system_range(1, 200) as k(n)");
        sql("insert into member (room_id, account_id, role, read_seq, revision, joined_at, display_name)"
                + " select '" + room + "', a.id, 'member', 0, 2, current_timestamp, a.display_name"
                + " from account a where a.username like 'member-%'");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void sql(String statement) {
        server.bean(DatabaseClient.class).sql(statement).then().block(Duration.ofSeconds(20));
    }

    @Test
    void pageOfMembersHasTwoHundred() {
        assertPages("/api/rooms/" + room + "/members", "members", 200, 1);
    }

    @Test
    void openedRoomHasTwoHundredMembers() {
        try (var socket = ann.connect()) {
            assertThat(socket.open(room).path("members")).hasSize(200);
        }
    }

    @Test
    void pageOfRoomsHasOneHundred() {
        IntStream.rangeClosed(1, 101).forEach(i -> ann.makeRoom("listed-" + i));
        assertPages("/api/rooms?query=listed-", "rooms", 100, 1);
        assertPages("/api/rooms?scope=public&query=listed-", "rooms", 100, 1);
    }

    @Test
    void pageOfInvitesHasTwoHundred() {
        String invites = "/api/rooms/" + ann.makeRoom("inviting") + "/invites";
        IntStream.rangeClosed(1, 201).forEach(i -> ann.post(invites, Map.of()).expect(201));
        JsonNode page = ann.get(invites).expect(200).json();
        assertThat(page.path("invites")).hasSize(200);
        assertThat(ann.get(invites + "?before=" + page.path("next").asString())
                        .json()
                        .path("invites"))
                .hasSize(1);
    }

    @Test
    void searchForPeopleFindsTwenty() {
        assertThat(ann.get("/api/accounts?query=member-").json().path("accounts"))
                .hasSize(20);
    }

    @Test
    void roomListsTwentyFormerNames() {
        String renamed = ann.makeRoom("name-0");
        IntStream.rangeClosed(1, 21)
                .forEach(i -> ann.patch("/api/rooms/" + renamed, Map.of("name", "name-" + i))
                        .expect(200));
        assertThat(ann.get("/api/rooms/" + renamed).json().path("former_names")).hasSize(20);
        assertThat(ann.get("/api/rooms/by-name/name-0").json().path("id").asString())
                .isEqualTo(renamed);
    }

    @Test
    void moreThanFiveHundredChangesAreReset() {
        String busy = ann.makeRoom(SharedServer.unique("busy"));
        IntStream.rangeClosed(1, 501).forEach(i -> ann.say(busy, "message " + i));
        JsonNode all = ann.get("/api/rooms/" + busy + "/changes?after=3").json();
        assertThat(all.path("reset").asBoolean()).isFalse();
        assertThat(all.path("changes")).hasSize(500);
        JsonNode reset = ann.get("/api/rooms/" + busy + "/changes?after=2").json();
        assertThat(reset.path("reset").asBoolean()).isTrue();
        assertThat(reset.path("changes").valueStream().filter(change -> change.has("message")))
                .hasSize(50);
    }

    @Test
    void watchedRoomsAreAtMostOneThousand() {
        Person busy = Person.signUp(server, "watcher");
        IntStream.rangeClosed(1, 1_001).forEach(i -> busy.makeRoom("watched-" + i));
        try (var socket = busy.connect()) {
            assertThat(socket.ask("type", "watch").path("rooms")).hasSize(1_000);
        }
    }

    private static void assertPages(String path, String list, int size, int rest) {
        JsonNode page = ann.get(path).expect(200).json();
        assertThat(page.path(list)).hasSize(size);
        String next = page.path("next").asString();
        JsonNode last = ann.get(path + (path.contains("?") ? "&" : "?") + "after=" + next)
                .json();
        assertThat(last.path(list)).hasSizeGreaterThanOrEqualTo(rest).hasSizeLessThan(size);
        assertThat(last.path("next").isNull()).isTrue();
    }
}
