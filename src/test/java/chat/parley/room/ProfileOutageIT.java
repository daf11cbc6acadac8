package chat.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.LockedRoom;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import chat.parley.support.SharedServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** A change of a profile that a room refuses temporarily is not confirmed, and repeating it completes it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ParameterizedClass
@ValueSource(strings = {"H2", "PostgreSQL"})
@SuppressWarnings("NullAway.Init") // Set before each invocation of the class
class ProfileOutageIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Parameter
    String database = "";

    private ParleyServer server;
    private Person root;
    private Person bob;
    private String locked = "";
    private String free = "";

    @BeforeParameterizedClassInvocation
    void start() {
        ParleyServer.Setup setup = ParleyServer.with().property("parley.room-log.timeout", "3s");
        server = (database.equals("H2") ? setup : setup.database(PostgresServer.freshDatabase())).start();
        root = Person.signUp(server, "root");
    }

    @AfterParameterizedClassInvocation
    void stop() {
        server.stop();
    }

    @BeforeEach
    void makeRooms() {
        bob = Person.signUp(server, SharedServer.unique("bob"));
        locked = bob.makeRoom(SharedServer.unique("locked"));
        free = bob.makeRoom(SharedServer.unique("free"));
    }

    @Test
    void renamedAccount() {
        Map<String, String> name = Map.of("display_name", SharedServer.unique("Robert"));
        try (LockedRoom room = new LockedRoom(server, locked)) {
            bob.patch("/api/account", name).expect(503);
            assertThat(stored(free, bob.username()).get(0)).isEqualTo(name.get("display_name"));
        }

        bob.patch("/api/account", name).expect(200);
        assertThat(stored(locked, bob.username()).get(0)).isEqualTo(name.get("display_name"));
    }

    @Test
    void disabledAccount() {
        String account = "/api/admin/accounts/" + bob.username();
        try (LockedRoom room = new LockedRoom(server, locked)) {
            root.patch(account, Map.of("disabled", true)).expect(503);
        }

        bob.get("/api/rooms").expect(401);
        root.patch(account, Map.of("disabled", true)).expect(200);
        assertThat(stored(locked, bob.username()).get(1)).isEqualTo("true");
        assertThat(audited(bob.username())).containsExactly("disabled: true", "failed: disabled: true");
    }

    @Test
    void removedPicture() throws IOException {
        bob.upload("/api/account/avatar", "a", "image/png", png()).expect(200);
        String picture = "/api/admin/accounts/" + bob.username() + "/avatar";
        try (LockedRoom room = new LockedRoom(server, locked)) {
            root.delete(picture).expect(503);
        }

        root.delete(picture).expect(204);
        assertThat(audited(bob.username())).containsExactly("avatar: removed", "failed: avatar: removed");
    }

    private static byte[] png() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    /** The details of the changes of an account by administrators, newest first. */
    private List<String> audited(String username) {
        return root.get("/api/admin/audit")
                .expect(200)
                .json()
                .path("entries")
                .valueStream()
                .filter(entry -> entry.path("subject").asString("").equals(username))
                .filter(entry -> entry.path("action").asString().equals("account_changed"))
                .map(entry -> entry.path("detail").asString())
                .toList();
    }

    @Test
    void renamedWebhook() {
        String webhooks = "/api/rooms/" + locked + "/hooks";
        JsonNode webhook =
                bob.post(webhooks, Map.of("name", "Bridge")).expect(201).json();
        String path = webhooks + "/" + webhook.path("id").asLong();
        Map<String, String> name = Map.of("name", SharedServer.unique("Tunnel"));
        try (LockedRoom room = new LockedRoom(server, locked)) {
            bob.patch(path, name).expect(503);
        }

        bob.patch(path, name).expect(200);
        assertThat(stored(locked, webhook.path("username").asString()).get(0)).isEqualTo(name.get("name"));
    }

    /** An outage of one room must not keep anybody from logging in. */
    @Test
    void logInDoesNotDependOnAllRooms() {
        try (LockedRoom room = new LockedRoom(server, locked)) {
            bob.patch("/api/account", Map.of("display_name", SharedServer.unique("Robert")));
            Person.logIn(server.url(), bob.username());
        }
    }

    /** The name that the room's log shows, and whether it shows the account as disabled. */
    private List<String> stored(String room, String username) {
        return Objects.requireNonNull(server.bean(DatabaseClient.class)
                .sql("select m.display_name, coalesce(m.disabled, false) as disabled from member m"
                        + " join account a on a.id = m.account_id where m.room_id = :room and a.username = :name")
                .bind("room", room)
                .bind("name", username)
                .map(row -> List.of(
                        String.valueOf(row.get("display_name", String.class)),
                        String.valueOf(row.get("disabled", Boolean.class))))
                .one()
                .block(LIMIT));
    }
}
