package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.push.PushServer;
import chat.parley.support.Answer;
import chat.parley.support.AnsweringProgram;
import chat.parley.support.Connection;
import chat.parley.support.Json;
import chat.parley.support.MailServer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.Website;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** Uses every feature of the server, and checks each answer and frame against the documents. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TourIT {

    private static final String THUMB = URLEncoder.encode("👍", StandardCharsets.UTF_8);

    /** A GIF of one pixel. */
    private static final byte[] PICTURE =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    private static final String database = ParleyServer.memoryDatabase();
    private static final OpenApi http = new OpenApi();
    private static final AsyncApi sockets = new AsyncApi();
    private static final PushServer pushServer = new PushServer();
    private static final MailServer mails = MailServer.start();
    private static final AnsweringProgram program = new AnsweringProgram();
    private static final Website site = new Website();
    private static ParleyServer server;
    private static Traveller ann;
    private static Traveller bob;

    @BeforeAll
    static void start() {
        server = mails.configure(ParleyServer.with())
                .database(database)
                .property("parley.guests.enabled", "true")
                .trusting(pushServer.certificate())
                .property("parley.link-previews.enabled", "true")
                .property("parley.egress.allow", "127.0.0.1," + AnsweringProgram.ADDRESS)
                .property("parley.egress.ports", pushServer.port() + "," + site.port() + "," + program.port())
                .start();
        ann = new Traveller(Person.signUp(server, "ann"), http);
        bob = new Traveller(Person.signUp(server, "bob"), http);
    }

    @AfterAll
    static void stop() {
        server.close();
        pushServer.close();
        mails.close();
        site.close();
        program.close();
    }

    @Test
    void signUpAndLogIn() {
        Traveller visitor = new Traveller(Person.visiting(server.url()), http);
        visitor.get("/api/openapi.json").expect(200);
        visitor.get("/api/asyncapi.json").expect(200);
        assertThat(visitor.get("/api/session")
                        .expect(200)
                        .json()
                        .path("account")
                        .isNull())
                .isTrue();
        visitor.get("/api/rooms").expect(401);
        visitor.post("/api/accounts", Map.of("username", "x", "password", "12345678"))
                .expect(400);
        visitor.post("/api/accounts", Map.of()).expect(400);
        visitor.post("/api/accounts", Map.of("username", "ANN", "password", Person.PASSWORD))
                .expect(409);
        visitor.post("/api/accounts", Map.of("username", "eve", "password", Person.PASSWORD))
                .expect(201);
        visitor.get("/api/session").expect(200);
        visitor.delete("/api/session").expect(204);
        visitor.post("/api/session", Map.of("username", "eve", "password", "not this one"))
                .expect(401);
        visitor.post("/api/session", Map.of("username", "eve", "password", Person.PASSWORD))
                .expect(200);

        Traveller guest = new Traveller(Person.visiting(server.url()), http);
        guest.post("/api/session/guest", Map.of("username", "ann")).expect(409);
        guest.post("/api/session/guest", Map.of("username", "passer-by")).expect(201);
        guest.put("/api/account/password", Map.of("current", "x", "replacement", "y"))
                .expect(403);
    }

    @Test
    void ownAccount() {
        Traveller ada = newcomer("ada");
        ada.get("/api/account").expect(200);
        ada.patch("/api/account", Map.of("display_name", "Ada L.")).expect(200);
        ada.patch("/api/account", Map.of("display_name", "  ")).expect(400);
        Person elsewhere = Person.logIn(server.url(), ada.username());
        JsonNode sessions = ada.get("/api/account/sessions").expect(200).json().path("sessions");
        assertThat(sessions).hasSize(2);
        String other = sessions.valueStream()
                .filter(session -> !session.path("current").asBoolean())
                .map(session -> session.path("id").asString())
                .findFirst()
                .orElseThrow();
        ada.delete("/api/account/sessions/" + other).expect(204);
        ada.delete("/api/account/sessions/" + other).expect(404);
        new Traveller(elsewhere, http).get("/api/account").expect(401);
        ada.put("/api/account/password", Map.of("current", "wrong one", "replacement", "another long and good one"))
                .expect(400);
        ada.put("/api/account/password", Map.of("current", Person.PASSWORD, "replacement", "another long and good one"))
                .expect(204);
        ada.get("/api/accounts?query=ann").expect(200);
        ada.get("/api/accounts").expect(200);
        ada.get("/api/accounts?query=" + "x".repeat(200)).expect(400);
    }

    @Test
    void emailAddress() {
        Traveller meg = newcomer("meg");
        String own = "/api/account/email";
        meg.get(own).expect(200);
        meg.put(own, Map.of("address", "meg@@example.org")).expect(400);
        meg.put(own, Map.of("address", "meg@example.org")).expect(200);
        Matcher code =
                Pattern.compile("\\d{6}").matcher(MailServer.text(mails.await("meg@example.org", 1), "text/plain"));
        assertThat(code.find()).isTrue();
        meg.post(own + "/confirmation", Map.of("code", "none")).expect(400);
        meg.post(own + "/confirmation", Map.of("code", code.group())).expect(200);
        ann.get("/api/admin/mail").expect(200);
        ann.post("/api/admin/mail/test", Map.of("address", "ann@example.org")).expect(204);
        ann.post("/api/admin/mail/test", Map.of("address", "ann")).expect(400);
        ann.post("/api/admin/tasks/1/retry", Map.of()).expect(404);
        server.bean(DatabaseClient.class)
                .sql("update task set failed_at = done_at, last_error = 'refused', body = '{}' where kind = 'mail'"
                        + " and done_at is not null")
                .then()
                .block(Duration.ofMinutes(1));
        JsonNode failed =
                ann.get("/api/admin/tasks").expect(200).json().path("tasks").path(0);
        ann.post("/api/admin/tasks/" + failed.path("id") + "/retry", Map.of()).expect(204);
        meg.patch(own, Map.of("digest", false)).expect(200);
        String invite = ann.post(room("mailed") + "/invites", Map.of())
                .expect(201)
                .json()
                .path("token")
                .asString();
        String mail = "/api/invites/" + invite + "/mail";
        ann.post(mail, Map.of("address", "bob@example.org")).expect(202);
        ann.post(mail, Map.of("address", "bob")).expect(400);
        meg.post(mail, Map.of("address", "bob@example.org")).expect(403);
        Traveller visitor = new Traveller(Person.visiting(server.url()), http);
        visitor.post("/api/password-resets", Map.of("login", "meg")).expect(202);
        visitor.post("/api/password-resets", Map.of("login", "")).expect(400);
        meg.delete(own).expect(204);
    }

    @Test
    void webhooks() {
        String webhooks = "/api/rooms/"
                + ann.post("/api/rooms", Map.of("name", "hooked"))
                        .json()
                        .path("id")
                        .asString() + "/hooks";
        JsonNode webhook = ann.post(
                        webhooks, Map.of("name", "Bridge", "url", "http://127.0.0.1:" + pushServer.port() + "/receive"))
                .expect(201)
                .json();
        ann.post(webhooks, Map.of("name", " ")).expect(400);
        ann.get(webhooks).expect(200);
        String path = webhooks + "/" + webhook.path("id").asLong();
        ann.patch(path, Map.of("paused", true)).expect(200);
        ann.post(path + "/replay", Map.of("after", 0)).expect(200);
        ann.post(path + "/replay", Map.of()).expect(400);
        ann.post(path + "/skip", Map.of()).expect(200);
        String address = "/hooks/" + webhook.path("token").asString();
        ann.post(address, Map.of("text", "hello", "nonce", "n1")).expect(201);
        ann.post(address, Map.of("content", "hello")).expect(204);
        ann.post(address, Map.of()).expect(400);
        ann.post(address + "x", Map.of("text", "hello")).expect(404);
        ann.get("/api/admin/hooks").expect(200);
        String administered = "/api/admin/hooks/" + webhook.path("id").asLong();
        ann.patch(administered, Map.of("name", "Bridge two")).expect(200);
        ann.post(administered + "/skip", Map.of()).expect(200);
        ann.delete(administered).expect(204);
        ann.delete(administered).expect(404);
        JsonNode other =
                ann.post(webhooks, Map.of("name", "Builds")).expect(201).json();
        ann.delete(webhooks + "/" + other.path("id").asLong()).expect(204);
        ann.delete(webhooks + "/" + other.path("id").asLong()).expect(404);
    }

    @Test
    void commands() {
        String room = "/api/rooms/"
                + ann.post("/api/rooms", Map.of("name", "commanded"))
                        .json()
                        .path("id")
                        .asString();
        JsonNode hook = ann.post(room + "/hooks", Map.of("name", "Deploy bot"))
                .expect(201)
                .json();
        String commands = room + "/commands";
        ann.post(commands, Map.of("name", "deploy", "url", program.url())).expect(400);
        Map<String, Object> form =
                Map.of("hook", hook.path("id").asLong(), "name", "deploy", "usage", "service", "url", program.url());
        ann.post(commands, form).expect(201);
        ann.post(commands, form).expect(400);
        ann.get(commands).expect(200);
        String path = commands + "/deploy";
        ann.patch(path, Map.of("description", "Deploys a service")).expect(200);
        ann.post(path + "/run", Map.of("nonce", "n1", "text", "web")).expect(200);
        ann.post(path + "/run", Map.of()).expect(400);
        ann.post(path + "/test", Map.of("nonce", "n2")).expect(200);
        ann.delete(path).expect(204);
        ann.post(path + "/run", Map.of("nonce", "n3")).expect(404);
        ann.delete(path).expect(404);
    }

    @Test
    void previews() {
        site.page("/picture", "image/gif", PICTURE);
        site.page(
                "/page",
                "<head><meta property='og:title' content='A page'><meta property='og:image' content='/picture'></head>");
        String path = room("linked");
        Connection socket = ann.connect();
        socket.open(path.substring(path.lastIndexOf('/') + 1));
        ann.post(path + "/messages", Map.of("nonce", Person.nonce(), "text", site.url("/page")))
                .expect(201);
        String message = path + "/messages/1";
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> ann.get(message + "/previews/1/picture").status() == 200);
        bob.delete(message + "/previews/1").expect(403);
        ann.get(path + "/messages").expect(200);
        ann.delete(message + "/previews/1").expect(200);
        ann.get(message + "/previews/1/picture").expect(404);
        check("parley", socket);
    }

    @Test
    void customEmoji() {
        String path = "/api/admin/emoji/tea_pot";
        ann.upload(path, "picture", new byte[0]).expect(400);
        ann.upload(path, "picture", new byte[300 * 1024]).expect(413);
        ann.upload("/api/admin/emoji/rocket", "picture", PICTURE).expect(400);
        Connection socket = ann.connect();
        ann.upload(path, "picture", PICTURE).expect(200);
        socket.awaitType("emoji_changed");
        check("parley", socket);
        ann.get("/api/emoji").expect(200);
        ann.get("/api/emoji/tea_pot").expect(200);
        ann.delete(path).expect(204);
        ann.delete(path).expect(404);
        ann.get("/api/emoji/tea_pot").expect(404);
    }

    @Test
    void groups() {
        String path = "/api/admin/groups";
        ann.post(path, Map.of("name", "here")).expect(400);
        Connection socket = ann.connect();
        ann.post(path, Map.of("name", "crew", "description", "All hands")).expect(201);
        socket.awaitType("groups_changed");
        check("parley", socket);
        ann.post(path, Map.of("name", "Crew")).expect(409);
        ann.put(path + "/crew/people/ann", Map.of()).expect(204);
        ann.put(path + "/crew/people/nobody", Map.of()).expect(404);
        ann.get("/api/groups").expect(200);
        ann.get("/api/groups/crew").expect(200);
        ann.patch(path + "/crew", Map.of("name", "sailors")).expect(200);
        ann.patch(path + "/sailors", Map.of("name", "ann")).expect(409);
        ann.get("/api/groups/crew").expect(404);
        ann.delete(path + "/sailors/people/ann").expect(204);
        ann.delete(path + "/sailors").expect(204);
        ann.delete(path + "/sailors").expect(404);
        ann.patch(path + "/sailors", Map.of("description", "x")).expect(404);
    }

    @Test
    void statuses() {
        Traveller sue = newcomer("sue");
        String own = "/api/account/status";
        sue.get("/api/accounts/sue/status").expect(200);
        Connection socket = sue.connect();
        socket.send("type", "people", "usernames", List.of("sue"));
        socket.awaitType("people");
        sue.put(own, Map.of("text", "x".repeat(81))).expect(400);
        sue.put(
                        own,
                        Map.of(
                                "text",
                                "Out",
                                "emoji",
                                "🍜",
                                "until",
                                Instant.now().plusSeconds(60),
                                "do_not_disturb",
                                true))
                .expect(200);
        socket.await("the status", frame -> frame.path("people").path(0).has("status"));
        sue.get(own).expect(200);
        sue.get("/api/accounts/sue/status").expect(200);
        sue.get("/api/accounts/nobody-there/status").expect(404);
        sue.delete(own).expect(204);
        socket.send("type", "active", "active", false);
        socket.await(
                "away",
                frame -> "away"
                        .equals(frame.path("people").path(0).path("presence").asString("")));
        check("parley", socket);
    }

    @Test
    void avatars() {
        Traveller pia = newcomer("pia");
        String picture = "/api/accounts/pia/avatar";
        pia.get(picture).expect(404);
        pia.upload("/api/account/avatar", "picture", new byte[0]).expect(400);
        pia.upload("/api/account/avatar", "picture", new byte[2 * 1024 * 1024]).expect(413);
        String version = pia.upload("/api/account/avatar", "picture", PICTURE)
                .expect(200)
                .json()
                .path("avatar")
                .asString();
        pia.get(picture + "?v=" + version).expect(200);
        pia.get("/api/account").expect(200);
        pia.get("/api/session").expect(200);
        pia.get("/api/accounts?query=pia").expect(200);
        pia.get("/api/rooms/general/members?usernames=pia").expect(200);
        pia.post("/api/rooms/direct", Map.of("usernames", List.of("pia"))).expect(201);
        ann.get("/api/admin/accounts?query=pia").expect(200);
        pia.delete("/api/account/avatar").expect(204);
    }

    @Test
    void rooms() {
        Answer made = ann.post("/api/rooms", Map.of("name", "tea room", "topic", "No coffee", "kind", "private"))
                .expect(201);
        String path = made.header("Location");
        ann.post("/api/rooms", Map.of("name", "Tea-Room")).expect(409);
        ann.post("/api/rooms", Map.of("name", "a/b")).expect(400);
        ann.get(path).expect(200);
        ann.get("/api/rooms/by-name/tea-room").expect(200);
        bob.get("/api/rooms/by-name/tea-room").expect(404);
        bob.get(path).expect(404);
        bob.get(path + "/online").expect(404);
        ann.get(path + "/online").expect(200);
        ann.patch(path, Map.of("title", "Tea", "name", "tea")).expect(200);
        ann.patch(path, Map.of("title", " ")).expect(400);
        ann.patch(path, Map.of("name", "general")).expect(409);
        ann.put(path + "/preferences", Map.of("notify", "all", "hidden", true)).expect(200);
        ann.put(path + "/preferences", Map.of("notify", "loud")).expect(400);
        say(ann, path, "Tea?");
        ann.put(path + "/read", Map.of("seq", 0, "back", true)).expect(204);
        ann.put(path + "/read", Map.of("seq", 1)).expect(204);
        ann.put(path + "/read", Map.of("seq", 7)).expect(400);
        ann.delete(path).expect(204);
        ann.post(path + "/messages", Map.of("nonce", Person.nonce(), "text", "Hello?"))
                .expect(409);
        ann.patch(path, Map.of("archived", false)).expect(200);
        for (int i = 0; i < 101; i++) {
            bob.person().makeRoom("many-" + i);
        }
        JsonNode page = ann.get("/api/rooms?query=many").expect(200).json();
        ann.get("/api/rooms?query=many&after=" + page.path("next").asString()).expect(200);
        ann.get("/api/rooms?scope=public&query=general").expect(200);
        ann.get("/api/rooms?query=" + "x".repeat(300)).expect(400);
    }

    @Test
    void directConversations() {
        Traveller cid = newcomer("cid");
        String path = ann.post("/api/rooms/direct", Map.of("usernames", List.of(cid.username(), "bob")))
                .expect(201)
                .header("Location");
        bob.post("/api/rooms/direct", Map.of("usernames", List.of("ann", cid.username())))
                .expect(200);
        ann.post("/api/rooms/direct", Map.of("usernames", List.of("nobody-of-this-name")))
                .expect(404);
        ann.post("/api/rooms/direct", Map.of("usernames", Collections.nCopies(30, "bob")))
                .expect(400);
        ann.post("/api/rooms/direct", Map.of("usernames", List.of())).expect(201);
        ann.get("/api/rooms/by-name/@bob," + cid.username()).expect(200);
        ann.get("/api/rooms?kind=direct").expect(200);
        say(ann, path, "Only us");
        cid.get("/api/search?query=only").expect(200);
        cid.delete(path + "/members/me").expect(403);
        cid.get(path + "/changes?after=0").expect(200);
        newcomer("stranger").get(path).expect(404);
    }

    @Test
    void membersAndBans() {
        Traveller dan = newcomer("dan");
        String path = room("members");
        bob.post(path + "/messages", Map.of("nonce", Person.nonce(), "text", "May I?"))
                .expect(403);
        bob.put(path + "/members/me", Map.of()).expect(200);
        ann.get(path + "/members").expect(200);
        ann.get(path + "/members?after=ann").expect(200);
        ann.get(path + "/members?usernames=ann,bob").expect(200);
        ann.get(path + "/members/bob").expect(200);
        ann.get(path + "/members/" + dan.username()).expect(404);
        ann.get(path + "/members/no-such-account").expect(404);
        ann.put(path + "/members/" + dan.username(), Map.of()).expect(200);
        ann.put(path + "/members/bob", Map.of("role", "moderator")).expect(200);
        ann.put(path + "/members/bob", Map.of("role", "king")).expect(400);
        dan.put(path + "/members/bob", Map.of("role", "member")).expect(403);
        ann.delete(path + "/members/me").expect(409);
        bob.delete(path + "/members/" + dan.username()).expect(204);
        bob.put(path + "/bans/" + dan.username(), Map.of("reason", "Spam")).expect(204);
        bob.put(path + "/bans/ann", Map.of()).expect(403);
        ann.get(path + "/bans").expect(200);
        dan.get(path).expect(403);
        dan.get(path + "/messages").expect(403);
        dan.put(path + "/members/me", Map.of()).expect(403);
        ann.get(path + "/changes?after=0").expect(200);
        ann.delete(path + "/bans/" + dan.username()).expect(204);
        bob.delete(path + "/members/me").expect(204);
        ann.delete("/api/rooms/general/members/me").expect(403);
        bob.get("/api/rooms/nothing-here/members").expect(404);
    }

    @Test
    void invites() {
        String path = room("invited");
        JsonNode invite = ann.post(path + "/invites", Map.of("expires_in_seconds", 3600, "uses", 3))
                .expect(201)
                .json();
        ann.post(path + "/invites", Map.of("uses", 0)).expect(400);
        ann.get(path + "/invites").expect(200);
        String token = invite.path("token").asString();
        new Traveller(Person.visiting(server.url()), http)
                .get("/api/invites/" + token)
                .expect(200);
        bob.post("/api/invites/" + token, Map.of()).expect(200);
        bob.get(path + "/invites").expect(403);
        ann.delete(path + "/invites/" + invite.path("id").asLong()).expect(204);
        ann.delete(path + "/invites/none").expect(404);
        bob.post("/api/invites/" + token, Map.of()).expect(404);
        bob.get("/api/invites/nothing").expect(404);
    }

    @Test
    void tokens() {
        JsonNode token = ann.post("/api/account/tokens", Map.of("name", "A bot", "scopes", List.of("read", "write")))
                .expect(201)
                .json();
        ann.post("/api/account/tokens", Map.of("name", "A bot", "scopes", List.of("all")))
                .expect(400);
        ann.get("/api/account/tokens").expect(200);
        ann.delete("/api/account/tokens/" + token.path("id").asLong()).expect(204);
        ann.delete("/api/account/tokens/" + token.path("id").asLong()).expect(404);
    }

    @Test
    void pushSubscriptions() {
        Map<String, Object> form = pushServer.device("ann").form();
        ann.put("/api/push/desk", form).expect(201);
        form.put("quiet", Map.of("from", "22:00", "until", "07:00", "zone", "Europe/Berlin"));
        ann.put("/api/push/desk", form).expect(200);
        ann.put("/api/push/phone", Map.of("endpoint", "http://example.org/", "keys", Map.of("p256dh", "", "auth", "")))
                .expect(400);
        ann.get("/api/push").expect(200);
        ann.post("/api/push/desk/test", Map.of()).expect(204);
        ann.post("/api/push/phone/test", Map.of()).expect(404);
        ann.delete("/api/push/desk").expect(204);
        ann.delete("/api/push/desk").expect(404);
    }

    @Test
    void administration() {
        Traveller fay = newcomer("fay");
        fay.get("/api/admin/accounts").expect(403);
        ann.get("/api/admin/accounts?query=fay").expect(200);
        ann.get("/api/admin/accounts?query=" + "x".repeat(300)).expect(400);
        ann.post("/api/admin/accounts", Map.of("username", "gus", "password", Person.PASSWORD))
                .expect(201);
        ann.post("/api/admin/accounts", Map.of("username", "gus", "password", Person.PASSWORD))
                .expect(409);
        ann.post("/api/admin/accounts", Map.of("username", "g")).expect(400);
        ann.patch("/api/admin/accounts/gus", Map.of("disabled", true, "display_name", "Gus"))
                .expect(200);
        ann.patch("/api/admin/accounts/ann", Map.of("admin", false)).expect(409);
        ann.patch("/api/admin/accounts/no-such-account", Map.of()).expect(404);
        ann.delete("/api/admin/accounts/fay/avatar").expect(204);
        ann.delete("/api/admin/accounts/no-such-account/avatar").expect(404);
        ann.delete("/api/admin/accounts/fay/sessions").expect(204);
        fay.get("/api/account").expect(401);
        ann.get("/api/admin/audit").expect(200);
        ann.get("/api/admin/audit?before=x").expect(400);

        String url = ann.post("/api/admin/accounts/fay/reset-link", Map.of())
                .expect(201)
                .json()
                .path("url")
                .asString();
        String reset = "/api/password-resets/" + url.substring(url.lastIndexOf('/') + 1);
        Traveller visitor = new Traveller(Person.visiting(server.url()), http);
        visitor.get(reset).expect(200);
        visitor.post(reset, Map.of("password", "1234")).expect(400);
        visitor.post(reset, Map.of("password", "another long and good one")).expect(204);
        visitor.get(reset).expect(404);
    }

    @Test
    void backups(@TempDir Path folder) {
        try (ParleyServer onDisk = ParleyServer.with()
                .databaseIn(folder)
                .property("parley.backup.folder", folder.resolve("backups").toString())
                .start()) {
            new Traveller(Person.signUp(onDisk, "root"), http)
                    .post("/api/admin/backups", Map.of())
                    .expect(201);
        }
    }

    @Test
    void administrationOfRooms() {
        String room = room("administered");
        String path = room.replace("/api/", "/api/admin/");
        say(ann, room, "Something to be deleted");
        ann.get("/api/admin/rooms?query=administered").expect(200);
        ann.patch(path, Map.of("topic", "Quiet", "owner", "bob")).expect(200);
        ann.patch(path, Map.of("name", "general")).expect(409);
        ann.patch(path, Map.of("owner", "no-such-account")).expect(404);
        ann.patch("/api/admin/rooms/nothing-here", Map.of("topic", "None")).expect(404);
        ann.get("/api/admin/messages?query=deleted").expect(200);
        ann.get("/api/admin/messages?query=" + "x".repeat(300)).expect(400);
        ann.delete(path + "/messages/1").expect(200);
        ann.delete(path + "/messages/99").expect(404);
    }

    /** Runs after all tests that sign up. */
    @Test
    @Order(Integer.MAX_VALUE - 1)
    void registration() {
        ann.get("/api/admin/nodes").expect(200);
        ann.get("/api/admin/doctor").expect(200);
        ann.post("/api/admin/files/verify", Map.of()).expect(200);
        ann.post("/api/admin/files/verify", Map.of("after", "nowhere")).expect(400);
        ann.post("/api/admin/backups", Map.of()).expect(404);
        ann.get("/api/admin/settings").expect(200);
        ann.patch("/api/admin/settings", Map.of("registration", "by mail")).expect(400);
        ann.patch("/api/admin/settings", Map.of("registration", "invitation")).expect(200);
        JsonNode invite =
                ann.post("/api/admin/invites", Map.of("uses", 1)).expect(201).json();
        ann.get("/api/admin/invites").expect(200);
        Traveller visitor = new Traveller(Person.visiting(server.url()), http);
        Map<String, String> hal = Map.of("username", "hal", "password", Person.PASSWORD);
        visitor.post("/api/accounts", hal).expect(403);
        visitor.get("/api/invites/" + invite.path("token").asString()).expect(200);
        Map<String, String> invited = new HashMap<>(hal);
        invited.put("invite", invite.path("token").asString());
        visitor.post("/api/accounts", invited).expect(201);
        invited.put("username", "ida");
        visitor.post("/api/accounts", invited).expect(404);
        long other = ann.post("/api/admin/invites", Map.of())
                .expect(201)
                .json()
                .path("id")
                .asLong();
        ann.delete("/api/admin/invites/" + other).expect(204);
        ann.delete("/api/admin/invites/none").expect(404);
        ann.patch("/api/admin/settings", Map.of("registration", "closed", "guests", false))
                .expect(200);
        visitor.post("/api/accounts", invited).expect(403);
    }

    @Test
    void files() {
        String path = room("shared");
        JsonNode file = ann.upload(path + "/files/1", "notes.txt", "some notes".getBytes(StandardCharsets.UTF_8))
                .expect(201)
                .json();
        ann.upload(path + "/files/1", "notes.txt", "other notes".getBytes(StandardCharsets.UTF_8))
                .expect(409);
        ann.upload(path + "/files/2", "nothing", new byte[0]).expect(400);
        bob.upload(path + "/files/3", "notes.txt", new byte[1]).expect(403);
        String own = "/api/files/" + file.path("id").asString();
        ann.upload(own + "/preview", "small", new byte[] {1}).expect(400);
        ann.upload(own + "/preview", "small", PICTURE).expect(204);
        ann.patch(own, Map.of("alt", "words")).expect(400);
        bob.patch(own, Map.of("alt", "words")).expect(404);
        JsonNode picture =
                ann.upload(path + "/files/4", "dot.gif", PICTURE).expect(201).json();
        ann.patch("/api/files/" + picture.path("id").asString(), Map.of("alt", "A dot"))
                .expect(200);
        bob.get(own).expect(404);
        ann.post(
                        path + "/messages",
                        Map.of(
                                "nonce",
                                Person.nonce(),
                                "text",
                                "",
                                "files",
                                List.of(file.path("id").asString())))
                .expect(201);
        ann.get(path + "/messages").expect(200);
        bob.get(own).expect(200);
        ann.get(own + "?download").expect(200);
        ann.get(own + "/preview").expect(200);
        ann.get(path + "/files?before=2").expect(200);
        ann.get(path + "/files?before=x").expect(400);
        bob.patch(own, Map.of("alt", "words")).expect(403);
        bob.get("/api/files/none").expect(404);
        bob.get("/api/files/none/preview").expect(404);
        ann.post(path + "/messages", Map.of("nonce", Person.nonce(), "text", "", "files", List.of("0123456789abcdef")))
                .expect(404);
        ann.patch(path + "/messages/1", Map.of("text", "no file", "files", List.of()))
                .expect(200);
        ann.get(own).expect(404);
    }

    @Test
    void messages() {
        String path = room("talk");
        bob.put(path + "/members/me", Map.of()).expect(200);
        JsonNode first = say(ann, path, "Hello @bob, and @here");
        ann.post(path + "/messages", Map.of("nonce", first.path("nonce").asString(), "text", "Another"))
                .expect(409);
        ann.post(path + "/messages", Map.of("nonce", Person.nonce(), "text", "  "))
                .expect(400);
        ann.post(path + "/messages", Map.of("nonce", Person.nonce(), "text", "x".repeat(5000)))
                .expect(400);
        ann.post(path + "/messages", Map.of("text", "No nonce")).expect(400);
        bob.post(path + "/messages", Map.of("nonce", Person.nonce(), "text", "Yes?", "reply_to", 1))
                .expect(201);
        bob.post(path + "/messages", Map.of("nonce", Person.nonce(), "text", "What?", "reply_to", 99))
                .expect(404);
        ann.patch(path + "/messages/1", Map.of("text", "Hello @bob")).expect(200);
        bob.patch(path + "/messages/1", Map.of("text", "Mine")).expect(403);
        bob.put(path + "/messages/1/reactions/" + THUMB, Map.of()).expect(200);
        bob.put(path + "/messages/1/reactions/x", Map.of()).expect(400);
        ann.get(path + "/messages?limit=10").expect(200);
        ann.get(path + "/messages?before=2&after=0").expect(200);
        ann.get(path + "/messages?limit=many").expect(400);
        bob.get("/api/mentions").expect(200);
        bob.get("/api/mentions?before=100000&limit=1").expect(200);
        bob.get("/api/mentions?limit=0").expect(400);
        ann.put(path + "/messages/1/pin", Map.of()).expect(200);
        bob.put(path + "/messages/1/pin", Map.of()).expect(403);
        ann.get(path + "/messages?limit=10").expect(200);
        bob.get(path + "/pins").expect(200);
        ann.delete(path + "/messages/1/pin").expect(200);
        bob.get(path + "/messages/1/history").expect(200);
        bob.put(path + "/messages/1/saved", Map.of()).expect(204);
        bob.put(path + "/messages/99/saved", Map.of()).expect(404);
        bob.get("/api/saved?limit=1").expect(200);
        bob.get("/api/saved?limit=0").expect(400);
        bob.delete(path + "/messages/1/saved").expect(204);
        String room = path.substring("/api/rooms/".length());
        Map<String, Object> reminder =
                Map.of("nonce", "one", "text", "Reply", "delay_ms", 60_000, "room", room, "seq", 1);
        long set = bob.post("/api/reminders", reminder)
                .expect(201)
                .json()
                .path("id")
                .asLong();
        bob.post("/api/reminders", reminder).expect(200);
        bob.post("/api/reminders", Map.of("nonce", "two", "delay_ms", 1)).expect(400);
        bob.post("/api/reminders", Map.of("nonce", "two", "delay_ms", 1, "room", room, "seq", 99))
                .expect(404);
        bob.get("/api/reminders").expect(200);
        bob.delete("/api/reminders/" + set).expect(204);
        bob.delete("/api/reminders/x").expect(400);
        bob.get("/api/search?query=hello&limit=1").expect(200);
        bob.get("/api/search?query=").expect(400);
        bob.get("/api/search?query=x&after=y").expect(400);
        bob.delete(path + "/messages/1/reactions/" + THUMB).expect(200);
        ann.delete(path + "/messages/1").expect(200);
        ann.delete(path + "/messages/99").expect(404);
        ann.get(path + "/messages").expect(200);
        ann.get(path + "/changes?after=0").expect(200);
        ann.get(path + "/changes?after=999999").expect(200);
        ann.get(path + "/changes").expect(400);
    }

    @Test
    void subscriptionToAllRooms() {
        String path = room("socket");
        String room = path.substring(path.lastIndexOf('/') + 1);
        String other = bob.person().makeRoom("socket-beside");
        Connection ofAnn = ann.connect();
        Connection second = ann.connect();
        Connection ofBob = bob.connect();
        second.ask("type", "watch");
        ofBob.open(room);
        ofAnn.open(room);
        second.open(room);
        ofAnn.ask("type", "open", "room", "no-such-room");
        ofAnn.ask("type", "ping");
        ofAnn.post(room, "One @bob");
        ofBob.awaitText(room, "One @bob");
        ofAnn.ask("type", "edit", "room", room, "seq", 1, "text", "Two @here");
        ofBob.ask("type", "react", "room", room, "seq", 1, "emoji", "👍", "on", true);
        ofBob.ask("type", "delete", "room", room, "seq", 1);
        ofBob.send("type", "typing", "room", room);
        ofAnn.awaitType("typing");
        ofAnn.ask("type", "post", "room", room, "nonce", "n", "text", " ");
        ofAnn.ask("type", "delete", "room", room, "seq", 1);
        ofAnn.send("type", "read", "room", room, "seq", 0, "back", true);
        second.awaitType("read");
        ann.patch(path, Map.of("topic", "Changed")).expect(200);
        ofBob.await("the room's change", frame -> frame.has("state") && frame.has("revision") && !frame.has("online"));
        ofBob.ask("type", "open", "room", room, "after", 1);
        second.ask("type", "close", "room", room);
        ofBob.post(room, "Three @ann");
        second.awaitType("unread");
        second.until(
                "news with a message",
                () -> second.frames("unread").stream()
                        .anyMatch(frame -> !frame.path("message").isNull()));
        ann.put("/api/rooms/" + other + "/members/me", Map.of()).expect(200);
        second.await("the new room", frame -> frame.at("/room/id").asString("").equals(other));
        ann.delete("/api/rooms/" + other + "/members/me").expect(204);
        second.awaitType("gone");
        ann.delete(path + "/members/bob").expect(204);
        ofBob.awaitType("closed");
        ofAnn.awaitType("online");
        check("parley", ofAnn, second, ofBob);
    }

    /** A node without notifications from the other one reads missed changes from the log. */
    @Test
    void severalChangesInOneFrame() {
        String room = ann.person().makeRoom("apart");
        try (ParleyServer beside = ParleyServer.with().database(database).start()) {
            Connection apart = Person.logIn(beside.url(), "ann").connect();
            apart.open(room);
            ann.person().say(room, "One");
            ann.person().say(room, "Two");
            apart.awaitType("changes");
            check("parley", apart);
        }
    }

    @Test
    void olderSockets() {
        String room = ann.person().makeRoom("older");
        Connection chat = ann.person().connect("/ws/chat/older/", null);
        Connection notes = ann.person().connect("/ws/notification/older", null);
        chat.awaitType("user_list");
        chat.sendText(Json.write(Map.of("message", "Hello")));
        chat.awaitType("new_message");
        chat.sendText(Json.write(Map.of("message", " ")));
        chat.awaitType("refused");
        notes.sendText(Json.write(Map.of("message", "Hello, too", "room_name", "older", "sender", "ann")));
        notes.until("both", () -> notes.frames().size() == 2);
        Connection nowhere = ann.person().connect("/ws/chat/no-such-room", null);
        assertThat(nowhere.awaitClose()).isEqualTo(4503);
        assertThat(room).isNotBlank();
        check("chat", chat, nowhere);
        check("notification", notes);
    }

    /** Runs last: it stops the server, and checks that every operation and message was used. */
    @Test
    @Order(Integer.MAX_VALUE)
    void everyOperationAndMessageWasUsed() {
        Connection until = ann.connect();
        server.stop();
        until.awaitType("drain");
        check("parley", until);

        assertThat(http.succeeded())
                .containsExactlyInAnyOrderElementsOf(
                        http.operations().stream().map(OpenApi.Operation::name).toList());
        for (String channel : sockets.channels()) {
            assertThat(sockets.seen()).containsAll(sockets.listed(channel));
        }
    }

    private static void check(String channel, Connection... connections) {
        Arrays.stream(connections).forEach(connection -> {
            connection.sent().forEach(text -> sockets.check(channel, "receive", Json.read(text)));
            connection.frames().forEach(frame -> sockets.check(channel, "send", frame));
            connection.close();
        });
    }

    private static Traveller newcomer(String name) {
        return new Traveller(Person.signUp(server, name), http);
    }

    /** Creates a public room of Ann's and returns its address. */
    private static String room(String name) {
        return ann.post("/api/rooms", Map.of("name", name)).expect(201).header("Location");
    }

    private static JsonNode say(Traveller author, String room, String text) {
        return author.post(room + "/messages", Map.of("nonce", Person.nonce(), "text", text))
                .expect(201)
                .json();
    }
}
