package chat.parley.mail;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.MailServer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.r2dbc.core.DatabaseClient;

/** Digests, their end by one click, and mailed invites, on each database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DigestContract {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final MailServer mails = MailServer.start();
    private final ParleyServer server =
            mails.configure(database(ParleyServer.with())).start();
    private final DatabaseClient database = server.bean(DatabaseClient.class);

    abstract ParleyServer.Setup database(ParleyServer.Setup setup);

    @AfterAll
    void stop() {
        server.stop();
        mails.close();
    }

    private Person someone(String name) {
        return Person.signUp(server, SharedServer.unique(name));
    }

    /** An account with a confirmed address. */
    private Person reader() {
        Person reader = someone("ada");
        String own = "(select id from account where username = '" + reader.username() + "')";
        execute("insert into email (account_id, address, address_key, confirmed_at, digest) values (" + own + ", '"
                + addressOf(reader) + "', '" + addressOf(reader) + "', current_timestamp - interval '10' day, true)");
        return reader;
    }

    private static String addressOf(Person person) {
        return person.username() + "@example.org";
    }

    private void execute(String sql) {
        database.sql(sql).then().block(LIMIT);
    }

    private void makeOld(String text) {
        execute("update message set created_at = current_timestamp - interval '1' day where text = '" + text + "'");
    }

    private void plan() {
        server.bean(DigestPlanner.class).plan().block(LIMIT);
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> Objects.requireNonNull(
                                database.sql("select count(*) from task where kind = 'mail' and due is not null")
                                        .mapValue(Long.class)
                                        .one()
                                        .block(LIMIT))
                        == 0);
    }

    private static String header(MimeMessage mail, String name) {
        try {
            return mail.getHeader(name)[0];
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String direct(Person from, Person to, String text) {
        String room = from.post("/api/rooms/direct", Map.of("usernames", List.of(to.username())))
                .json()
                .path("id")
                .asString();
        from.say(room, text);
        return room;
    }

    @Test
    void unreadDirectMessageIsMailedOnce() throws MessagingException {
        Person ada = reader();
        Person bob = someone("bob");
        String text = SharedServer.unique("Are you there <b>Ada</b>?");
        direct(bob, ada, text);
        makeOld(text);

        plan();
        plan();

        MimeMessage mail = mails.await(addressOf(ada), 1);
        assertThat(mails.to(addressOf(ada))).hasSize(1);
        assertThat(mail.getSubject()).isEqualTo("1 unread message on chat.example.org");
        assertThat(MailServer.text(mail, "text/plain"))
                .contains("> " + text, "https://chat.example.org/chat/@" + bob.username() + "/1");
        assertThat(MailServer.text(mail, "text/html")).contains("&lt;b&gt;").doesNotContain("<b>");
    }

    @Test
    void mentionIsMailedAndOtherMessagesAreNot() {
        Person ada = reader();
        Person bob = someone("bob");
        String room = bob.makeRoom(SharedServer.unique("tea"));
        ada.join(room);
        String mention = SharedServer.unique("@" + ada.username() + " look");
        String other = SharedServer.unique("nothing special");
        bob.say(room, mention);
        bob.say(room, other);
        makeOld(mention);
        makeOld(other);

        plan();

        assertThat(MailServer.text(mails.await(addressOf(ada), 1), "text/plain"))
                .contains(mention)
                .doesNotContain(other);
    }

    @Test
    void spoilerIsNotMailed() {
        Person ada = reader();
        Person bob = someone("bob");
        String end = SharedServer.unique("the end");
        direct(bob, ada, "The murderer is ||the gardener||, " + end);
        execute("update message set created_at = current_timestamp - interval '1' day where text like '%" + end + "'");

        plan();

        assertThat(MailServer.text(mails.await(addressOf(ada), 1), "text/plain"))
                .contains("The murderer is …, " + end)
                .doesNotContain("gardener");
    }

    /** The message itself is older than the account's last digest. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mentionThatAnEditAddsIsMailedOnce(boolean read) {
        Person ada = reader();
        Person bob = someone("bob");
        String room = bob.makeRoom(SharedServer.unique("tea"));
        ada.join(room);
        bob.say(room, "look");
        if (read) {
            ada.put("/api/rooms/" + room + "/read", Map.of("seq", 1)).expect(204);
        }
        String mention = SharedServer.unique("@" + ada.username() + " look");
        edit(bob, room, mention);
        edited(room, "24");
        digested(ada, "48");

        plan();
        assertThat(MailServer.text(mails.await(addressOf(ada), 1), "text/plain"))
                .contains(mention);
        edit(bob, room, mention + " again");
        edited(room, "15");
        digested(ada, "20");
        plan();

        assertThat(mails.to(addressOf(ada))).hasSize(1);
    }

    @Test
    void mentionReadAfterTheEditIsNotMailed() {
        Person ada = reader();
        Person bob = someone("bob");
        String room = bob.makeRoom(SharedServer.unique("tea"));
        ada.join(room);
        bob.say(room, "look");
        edit(bob, room, "@" + ada.username() + " look");
        ada.put("/api/rooms/" + room + "/read", Map.of("seq", 1)).expect(204);
        edited(room, "24");
        digested(ada, "48");

        plan();

        assertThat(mails.to(addressOf(ada))).isEmpty();
    }

    private static void edit(Person author, String room, String text) {
        author.patch("/api/rooms/" + room + "/messages/1", Map.of("text", text)).expect(200);
    }

    private void edited(String room, String hours) {
        execute("update message set created_at = current_timestamp - interval '72' hour, edited_at = current_timestamp"
                + " - interval '" + hours + "' hour where room_id = '" + room + "'");
    }

    private void digested(Person person, String hours) {
        execute("update email set digest_at = current_timestamp - interval '" + hours + "' hour where address = '"
                + addressOf(person) + "'");
    }

    @Test
    void messageStoredWhileTheDigestIsSentIsInTheNextOne() {
        Person ada = reader();
        Person bob = someone("bob");
        String first = SharedServer.unique("first");
        direct(bob, ada, first);
        makeOld(first);
        plan();
        mails.await(addressOf(ada), 1);
        String second = SharedServer.unique("second");
        direct(bob, ada, second);
        execute("update message set created_at = current_timestamp - interval '5' minute where text = '" + second
                + "'");
        execute("update message set created_at = created_at - interval '1' day where text in ('" + first + "', '"
                + second + "')");
        execute("update email set digest_at = digest_at - interval '1' day where address = '" + addressOf(ada) + "'");

        plan();

        assertThat(MailServer.text(mails.await(addressOf(ada), 2), "text/plain"))
                .contains(second)
                .doesNotContain(first);
    }

    /** A node that plans with outdated knowledge must not move the boundary between two digests. */
    @Test
    void digestIsPlannedByOneNode() {
        Person ada = reader();
        long account = idOf(ada);
        Digests digests = server.bean(Digests.class);
        Instant since = database.sql("select confirmed_at from email where account_id = " + account)
                .mapValue(Instant.class)
                .one()
                .block(LIMIT);
        Digests.Due due = new Digests.Due(account, Objects.requireNonNull(since));
        Instant until = Instant.now().truncatedTo(ChronoUnit.MILLIS);

        assertThat(digests.planned(due, until).block(LIMIT)).isTrue();
        assertThat(digests.planned(due, until.plusSeconds(1)).block(LIMIT)).isFalse();
    }

    private long idOf(Person person) {
        return Objects.requireNonNull(
                database.sql("select id from account where username = '" + person.username() + "'")
                        .mapValue(Long.class)
                        .one()
                        .block(LIMIT));
    }

    @Test
    void messageAfterThePlanningIsLeftToTheNextDigest() {
        Person ada = reader();
        Person bob = someone("bob");
        direct(bob, ada, SharedServer.unique("hello"));
        long account = idOf(ada);
        Digests digests = server.bean(Digests.class);
        Instant now = Instant.now();

        assertThat(digests.unread(account, Instant.EPOCH, now.minusSeconds(3600), 9)
                        .block(LIMIT))
                .isEmpty();
        assertThat(digests.unread(account, Instant.EPOCH, now.plusSeconds(3600), 9)
                        .block(LIMIT))
                .hasSize(1);
    }

    @Test
    void recentOrReadOrUnwantedMessagesAreNotMailed() {
        Person bob = someone("bob");
        Person recent = reader();
        direct(bob, recent, SharedServer.unique("just now"));
        Person unwanted = reader();
        unwanted.patch("/api/account/email", Map.of("digest", false)).expect(200);
        String text = SharedServer.unique("a while ago");
        direct(bob, unwanted, text);
        makeOld(text);
        Person read = reader();
        String seen = SharedServer.unique("seen already");
        String room = direct(bob, read, seen);
        makeOld(seen);
        read.put("/api/rooms/" + room + "/read", Map.of("seq", 1)).expect(204);

        plan();

        assertThat(mails.to(addressOf(recent))).isEmpty();
        assertThat(mails.to(addressOf(unwanted))).isEmpty();
        assertThat(mails.to(addressOf(read))).isEmpty();
    }

    @Test
    void oneClickEndsDigestsWithoutSession() throws IOException, InterruptedException {
        Person ada = reader();
        String text = SharedServer.unique("Hello");
        direct(someone("bob"), ada, text);
        makeOld(text);
        plan();
        MimeMessage mail = mails.await(addressOf(ada), 1);
        assertThat(header(mail, "List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        String link = header(mail, "List-Unsubscribe").replaceAll("\\s", "");
        assertThat(link).startsWith("<https://chat.example.org/unsubscribe/").endsWith(">");
        URI here = URI.create(
                server.url() + URI.create(link.substring(1, link.length() - 1)).getPath());

        assertThat(send(HttpRequest.newBuilder(here).GET())).isEqualTo(200);
        assertThat(ada.get("/api/account/email").json().path("digest").asBoolean())
                .isTrue();
        assertThat(send(HttpRequest.newBuilder(here)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click"))))
                .isEqualTo(204);

        assertThat(ada.get("/api/account/email").json().path("digest").asBoolean())
                .isFalse();
        assertThat(send(HttpRequest.newBuilder(URI.create(server.url() + "/unsubscribe/unknown"))
                        .POST(HttpRequest.BodyPublishers.noBody())))
                .isEqualTo(404);
    }

    private static int send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void inviteIsMailedByItsCreatorOnce() throws MessagingException {
        Person bob = someone("bob");
        bob.patch("/api/account", Map.of("display_name", "Bob = Bcc, eve")).expect(200);
        String room = bob.makeRoom(SharedServer.unique("garden"));
        String token = bob.post("/api/rooms/" + room + "/invites", Map.of())
                .expect(201)
                .json()
                .path("token")
                .asString();
        String path = "/api/invites/" + token + "/mail";
        String address = SharedServer.unique("guest") + "@example.org";

        bob.post(path, Map.of("address", address)).expect(202);
        bob.post(path, Map.of("address", address)).expect(202);
        someone("eve").post(path, Map.of("address", address)).expect(403);
        bob.post(path, Map.of("address", address + "\r\nBcc: eve@example.org")).expect(400);
        plan();

        assertThat(mails.to(address)).hasSize(1);
        MimeMessage mail = mails.await(address, 1);
        assertThat(mail.getSubject()).isEqualTo("Bob = Bcc, eve invites you to a chat");
        assertThat(MailServer.text(mail, "text/plain")).contains("https://chat.example.org/invite/" + token);
    }
}
