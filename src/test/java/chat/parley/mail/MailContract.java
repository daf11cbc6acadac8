package chat.parley.mail;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.account.Accounts;
import chat.parley.signin.PasswordResets;
import chat.parley.support.Answer;
import chat.parley.support.MailServer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import chat.parley.task.Tasks;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Addresses and password resets by mail, on each database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MailContract {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Pattern CODE = Pattern.compile("\\b(\\d{6})\\b");
    private static final Pattern LINK = Pattern.compile("https://chat\\.example\\.org/reset/([\\w-]+)");
    private static final String PASSWORD = "another long and good one";

    private final MailServer mails = MailServer.start();
    private final ParleyServer server =
            mails.configure(database(ParleyServer.with())).start();

    abstract ParleyServer.Setup database(ParleyServer.Setup setup);

    @AfterAll
    void stop() {
        server.stop();
        mails.close();
    }

    private Person someone() {
        return Person.signUp(server, SharedServer.unique("ada"));
    }

    private static String addressOf(Person person) {
        return person.username() + "@example.org";
    }

    private static Answer begin(Person person, String address) {
        return person.put("/api/account/email", Map.of("address", address));
    }

    private static Answer confirm(Person person, String code) {
        return person.post("/api/account/email/confirmation", Map.of("code", code));
    }

    private static String fault(Answer answer) {
        return answer.json().path("errors").path(0).path("code").asString();
    }

    private String code(String address, int number) {
        Matcher code = CODE.matcher(MailServer.text(mails.await(address, number), "text/plain"));
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private Person withAddress() {
        Person person = someone();
        begin(person, addressOf(person)).expect(200);
        confirm(person, code(addressOf(person), 1)).expect(200);
        return person;
    }

    private Answer requestReset(String login) {
        return Person.visiting(server.url()).post("/api/password-resets", Map.of("login", login));
    }

    private String link(String address, int number) {
        Matcher link = LINK.matcher(MailServer.text(mails.await(address, number), "text/plain"));
        assertThat(link.find()).isTrue();
        return "/api/password-resets/" + link.group(1);
    }

    private long count(String sql) {
        return Objects.requireNonNull(server.bean(DatabaseClient.class)
                .sql(sql)
                .mapValue(Long.class)
                .one()
                .block(LIMIT));
    }

    private void awaitEmptyOutbox() {
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> count("select count(*) from task where kind = 'mail' and due is not null") == 0);
    }

    @Test
    void addressIsUsedAfterItIsConfirmed() {
        Person ada = someone();

        assertThat(begin(ada, addressOf(ada)).expect(200).json().path("address").isNull())
                .isTrue();
        Answer confirmed = confirm(ada, " " + code(addressOf(ada), 1) + " ").expect(200);

        assertThat(confirmed.json().path("address").asString()).isEqualTo(addressOf(ada));
        assertThat(confirmed.json().path("pending").isNull()).isTrue();
    }

    /** The node that stored it has a newer version. */
    @Test
    void mailOfAnUnknownKindIsLeftToOtherNodes() {
        String key = "mail/unknown/" + SharedServer.unique("key");
        server.bean(Tasks.class)
                .schedule("mail", key, Duration.ZERO, "{\"composer\":\"unknown\",\"values\":{}}")
                .block(LIMIT);

        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> count("select count(*) from task where last_error is not null and \"key\" = '" + key + "'")
                        == 1);

        assertThat(count("select count(*) from task where failed_at is null and tries = 0 and \"key\" = '" + key + "'"))
                .isEqualTo(1);
        execute("delete from task where \"key\" = '" + key + "'");
    }

    @Test
    void wrongCodeIsRefusedAndTooManyEndTheRightOne() {
        Person ada = someone();
        begin(ada, addressOf(ada)).expect(200);
        String code = code(addressOf(ada), 1);
        String wrong = code.equals("000000") ? "000001" : "000000";

        for (int i = 0; i < 5; i++) {
            assertThat(fault(confirm(ada, wrong).expect(400))).isEqualTo("wrong");
        }

        assertThat(fault(confirm(ada, code).expect(400))).isEqualTo("expired");
    }

    @Test
    void expiredCodeIsRefused() {
        Person ada = someone();
        begin(ada, addressOf(ada)).expect(200);
        String code = code(addressOf(ada), 1);
        execute("update email_confirmation set expires_at = current_timestamp where" + " address = '" + addressOf(ada)
                + "'");

        assertThat(fault(confirm(ada, code).expect(400))).isEqualTo("expired");
    }

    @Test
    void newCodeReplacesTheFormerOne() {
        Person ada = someone();
        begin(ada, addressOf(ada)).expect(200);
        String former = code(addressOf(ada), 1);
        begin(ada, addressOf(ada)).expect(200);
        String code = code(addressOf(ada), 2);

        if (!former.equals(code)) {
            confirm(ada, former).expect(400);
        }
        confirm(ada, code).expect(200);
    }

    @Test
    void confirmedAddressBelongsToOneAccount() {
        Person ada = withAddress();
        Person eve = someone();
        begin(eve, addressOf(ada).toUpperCase(Locale.ROOT)).expect(200);

        Answer refused = confirm(eve, code(addressOf(ada).toUpperCase(Locale.ROOT), 1));

        assertThat(refused.expect(409).code()).isEqualTo("email_taken");
    }

    @Test
    void presentAddressStaysUntilTheNewOneIsConfirmed() {
        Person ada = withAddress();
        String other = "other-" + addressOf(ada);

        assertThat(begin(ada, other).expect(200).json().path("address").asString())
                .isEqualTo(addressOf(ada));
        assertThat(confirm(ada, code(other, 1))
                        .expect(200)
                        .json()
                        .path("address")
                        .asString())
                .isEqualTo(other);
    }

    @Test
    void removedAddressReceivesNoLink() {
        Person ada = withAddress();

        ada.delete("/api/account/email").expect(204);
        requestReset(ada.username()).expect(202);

        awaitEmptyOutbox();
        assertThat(mails.to(addressOf(ada)))
                .hasSize(2)
                .noneMatch(mail ->
                        LINK.matcher(MailServer.text(mail, "text/plain")).find());
    }

    @Test
    void linkSetsANewPasswordOnceAndEndsAllSessions() {
        Person ada = withAddress();
        requestReset(ada.username()).expect(202);
        String link = link(addressOf(ada), 2);
        Person visitor = Person.visiting(server.url());

        assertThat(visitor.get(link).expect(200).json().path("username").asString())
                .isEqualTo(ada.username());
        visitor.post(link, Map.of("password", PASSWORD)).expect(204);

        visitor.post(link, Map.of("password", PASSWORD)).expect(404);
        ada.get("/api/account").expect(401);
        visitor.post("/api/session", Map.of("username", ada.username(), "password", PASSWORD))
                .expect(200);
    }

    @Test
    void linkEndsWithTheAddressToWhichItWasMailed() {
        Person ada = withAddress();
        requestReset(ada.username()).expect(202);
        String removed = link(addressOf(ada), 2);
        Person bob = withAddress();
        requestReset(bob.username()).expect(202);
        String replaced = link(addressOf(bob), 2);

        ada.delete("/api/account/email").expect(204);
        String other = "other-" + addressOf(bob);
        begin(bob, other).expect(200);
        confirm(bob, code(other, 1)).expect(200);

        Person visitor = Person.visiting(server.url());
        visitor.post(removed, Map.of("password", PASSWORD)).expect(404);
        visitor.post(replaced, Map.of("password", PASSWORD)).expect(404);
    }

    @Test
    void addressThatIsRemovedMeanwhileReceivesNoLink() {
        Person ada = withAddress();

        assertThat(composeReset(ada, () -> ada.delete("/api/account/email").expect(204)))
                .isNull();
    }

    @Test
    void addressThatIsReplacedMeanwhileReceivesNoLink() {
        Person ada = withAddress();
        String other = "other-" + addressOf(ada);
        begin(ada, other).expect(200);
        String code = code(other, 1);

        assertThat(composeReset(ada, () -> confirm(ada, code).expect(200))).isNull();
    }

    /**
     * Composes the mail with a link.
     *
     * @param change happens between reading the address and creating the link
     */
    private @Nullable OutgoingMail composeReset(Person person, Runnable change) {
        AtomicBoolean changed = new AtomicBoolean();
        Mono<Void> once = Mono.<Void>fromRunnable(change).subscribeOn(Schedulers.boundedElastic());
        EmailAddresses addresses =
                new EmailAddresses(
                        server.bean(DatabaseClient.class),
                        server.bean(TransactionalOperator.class),
                        server.bean(Clock.class)) {
                    @Override
                    Mono<Recipient> byAccount(long account) {
                        return super.byAccount(account)
                                .delayUntil(read -> changed.compareAndSet(false, true) ? once : Mono.empty());
                    }
                };
        ResetComposer composer = new ResetComposer(
                addresses, server.bean(Accounts.class), server.bean(PasswordResets.class), server.bean(MailSite.class));
        Map<String, String> values = Map.of("login", person.username(), "client", "127.0.0.1");
        return composer.compose(new MailJob(SharedServer.unique("job"), ResetComposer.NAME, values))
                .block(LIMIT);
    }

    @Test
    void newLinkRemovesExpiredOnes() {
        Person ada = withAddress();
        requestReset(ada.username()).expect(202);
        String expired = link(addressOf(ada), 2);
        String own = " where account_id = (select id from account where username = '" + ada.username() + "')";
        execute("update password_reset set created_at = current_timestamp - interval '2' hour,"
                + " expires_at = current_timestamp - interval '1' hour" + own);

        requestReset(addressOf(ada)).expect(202);

        Person visitor = Person.visiting(server.url());
        visitor.get(link(addressOf(ada), 3)).expect(200);
        visitor.get(expired).expect(404);
        assertThat(count("select count(*) from password_reset" + own)).isEqualTo(1);
    }

    @Test
    void formerAddressIsInformedOfItsReplacement() {
        Person ada = withAddress();
        String other = "other-" + addressOf(ada);
        begin(ada, other).expect(200);
        confirm(ada, code(other, 1)).expect(200);

        String text = MailServer.text(mails.await(addressOf(ada), 2), "text/plain");
        assertThat(text)
                .contains(ada.username() + " on chat.example.org has a new e-mail address")
                .contains("If this was not you")
                .doesNotContain(other);
        awaitEmptyOutbox();
        assertThat(mails.to(other)).hasSize(1);
    }

    @Test
    void formerAddressIsInformedOfItsRemoval() {
        Person ada = withAddress();

        ada.delete("/api/account/email").expect(204);
        ada.delete("/api/account/email").expect(204);

        assertThat(MailServer.text(mails.await(addressOf(ada), 2), "text/plain"))
                .contains(ada.username() + " on chat.example.org no longer has an e-mail address");
        awaitEmptyOutbox();
        assertThat(mails.to(addressOf(ada))).hasSize(2);
    }

    @Test
    void anotherSpellingOfTheAddressIsNotAReplacement() {
        Person ada = withAddress();
        String upper = addressOf(ada).toUpperCase(Locale.ROOT);
        begin(ada, upper).expect(200);
        confirm(ada, code(upper, 1)).expect(200);

        awaitEmptyOutbox();
        assertThat(mails.to(addressOf(ada))).hasSize(1);
        assertThat(mails.to(upper)).hasSize(1);
    }

    @Test
    void inviteWhoseMailWasGivenUpCanBeSentAgain() {
        Person ada = someone();
        String room = ada.makeRoom(SharedServer.unique("room"));
        String token = ada.post("/api/rooms/" + room + "/invites", Map.of())
                .expect(201)
                .json()
                .path("token")
                .asString();
        String address = "guest-of-" + addressOf(ada);
        String path = "/api/invites/" + token + "/mail";
        ada.post(path, Map.of("address", address)).expect(202);
        mails.await(address, 1);
        awaitEmptyOutbox();
        ada.post(path, Map.of("address", address)).expect(202);
        awaitEmptyOutbox();
        assertThat(mails.to(address)).hasSize(1);

        execute("update task set done_at = null, failed_at = 1, tries = 12, body = '{}', last_error = 'refused'"
                + " where \"key\" like 'mail/invite/%'");
        ada.post(path, Map.of("address", address)).expect(202);

        assertThat(MailServer.text(mails.await(address, 2), "text/plain")).contains("/invite/" + token);
    }

    @Test
    void linkIsRequestedByAddressToo() {
        Person ada = withAddress();

        requestReset(addressOf(ada).toUpperCase(Locale.ROOT)).expect(202);

        assertThat(link(addressOf(ada), 2)).isNotBlank();
    }

    @Test
    void everyLoginGetsTheSameAnswer() {
        Person withoutAddress = someone();

        assertThat(requestReset("nobody-has-this-name").expect(202).text()).isEmpty();
        assertThat(requestReset(withoutAddress.username()).expect(202).text()).isEmpty();
        assertThat(requestReset("nobody@example.org").expect(202).text()).isEmpty();
        requestReset(" ").expect(400);
        requestReset("x".repeat(400)).expect(400);
    }

    @Test
    void floodSendsFewLinks() {
        Person ada = withAddress();
        String[] spellings = {
            ada.username(),
            addressOf(ada),
            ada.username().replace("ada", "Ada"),
            ada.username().replace("ada", "ADA"),
            ada.username().replace("ada", "aDa"),
            addressOf(ada).replace("example", "exÄmple")
        };

        for (int i = 0; i < 4; i++) {
            for (String spelling : spellings) {
                requestReset(spelling).expect(202);
            }
        }

        awaitEmptyOutbox();
        assertThat(mails.to(addressOf(ada)).size()).isBetween(2, 4);
    }

    @Test
    void linkOfMailIsNotStored() {
        Person ada = withAddress();
        requestReset(ada.username()).expect(202);
        String token = link(addressOf(ada), 2).replaceFirst(".*/", "");

        assertThat(count("select count(*) from task where body like '%" + token + "%'"))
                .isZero();
        assertThat(count("select count(*) from password_reset where token_hash = '" + token + "'"))
                .isZero();
    }

    /** As if the node had crashed between the answer of the mail server and the commit. */
    @Test
    void repeatedMailHasTheSameMessageIdAndBothLinksWork() throws MessagingException {
        Person ada = withAddress();
        requestReset(ada.username()).expect(202);
        MimeMessage first = mails.await(addressOf(ada), 2);
        String task = "\"key\" = (select request from password_reset p join account a on a.id = p.account_id"
                + " where a.username = '" + ada.username() + "')";
        Awaitility.await().atMost(LIMIT).until(() -> isDone(task));
        execute("update task set due = 0, done_at = null, body = '{\"composer\":\"reset\",\"values\":{\"login\":\""
                + ada.username() + "\",\"client\":\"127.0.0.1\"}}' where " + task);
        MimeMessage second = mails.await(addressOf(ada), 3);

        assertThat(second.getMessageID()).isEqualTo(first.getMessageID()).endsWith("@chat.example.org>");
        Person visitor = Person.visiting(server.url());
        visitor.get(link(addressOf(ada), 2)).expect(200);
        visitor.get(link(addressOf(ada), 3)).expect(200);
    }

    @Test
    void administratorTestsTheMailServer() {
        Person admin = someone();
        execute("update account set admin = true where username = '" + admin.username() + "'");

        assertThat(admin.get("/api/admin/mail").expect(200).json().path("from").asString())
                .isEqualTo("no-reply@chat.example.org");
        admin.post("/api/admin/mail/test", Map.of("address", addressOf(admin))).expect(204);

        assertThat(mails.to(addressOf(admin))).hasSize(1);
        someone().get("/api/admin/mail").expect(403);
    }

    private boolean isDone(String task) {
        return server.bean(DatabaseClient.class)
                .sql("select 1 from task where done_at is not null and " + task)
                .fetch()
                .first()
                .blockOptional(LIMIT)
                .isPresent();
    }

    private void execute(String sql) {
        server.bean(DatabaseClient.class).sql(sql).then().block(LIMIT);
    }
}
