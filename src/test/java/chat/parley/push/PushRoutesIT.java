package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Push subscriptions of browsers, and test messages to them. */
class PushRoutesIT {

    private static final PushServer service = new PushServer();
    private static final ParleyServer server = start();

    private final Person ann = Person.signUp(server, name());
    private final String deviceName = name();
    private final PushServer.Device device = service.device(deviceName);

    private static ParleyServer start() {
        return ParleyServer.with()
                .trusting(service.certificate())
                .property("parley.egress.allow", "127.0.0.1,::1")
                .property("parley.egress.ports", "443," + service.port())
                .property("parley.push.contact", "mailto:operator@example.org")
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
        service.close();
    }

    @Test
    void subscriptionIsListedWithoutItsSecrets() {
        Answer created = ann.put("/api/push/phone", device.form()).expect(201);

        JsonNode page = ann.get("/api/push").expect(200).json();
        assertThat(Base64Url.decode(page.path("public_key").asString())).hasSize(P256.PUBLIC_KEY_BYTES);
        JsonNode listed = page.path("subscriptions").get(0);
        assertThat(created.json()).isEqualTo(listed);
        assertThat(listed.path("id").asString()).isEqualTo("phone");
        assertThat(listed.path("service").asString()).isEqualTo("localhost");
        assertThat(listed.path("current").asBoolean()).isTrue();
        assertThat(listed.toString())
                .doesNotContain(deviceName)
                .doesNotContain(device.receiver().secret());
    }

    @Test
    void subscriptionIsReplacedByAnotherOfTheSameName() {
        Map<String, Object> form = device.form();
        ann.put("/api/push/phone", form).expect(201);
        form.put("quiet", Map.of("from", "22:00", "until", "07:30", "zone", "Europe/Berlin"));
        form.put("text", false);

        ann.put("/api/push/phone", form).expect(200);

        JsonNode own = ann.get("/api/push").json().path("subscriptions");
        assertThat(own).hasSize(1);
        assertThat(own.get(0).path("quiet").toString())
                .isEqualTo("{\"from\":\"22:00\",\"until\":\"07:30\",\"zone\":\"Europe/Berlin\"}");
        assertThat(own.get(0).path("text").asBoolean()).isFalse();
    }

    @Test
    void endpointBelongsToTheNewestSubscription() {
        Person ben = Person.signUp(server, name());
        ann.put("/api/push/phone", device.form()).expect(201);

        ben.put("/api/push/phone", device.form()).expect(201);

        assertThat(ann.get("/api/push").json().path("subscriptions")).isEmpty();
    }

    @Test
    void seventeenthSubscriptionIsRefused() {
        IntStream.range(0, 16)
                .forEach(i -> ann.put("/api/push/d" + i, service.device(name()).form())
                        .expect(201));

        Answer refused = ann.put("/api/push/d16", device.form()).expect(409);

        assertThat(refused.code()).isEqualTo("too_many_subscriptions");
        ann.put("/api/push/d3", service.device(name()).form()).expect(200);
        ann.delete("/api/push/d5").expect(204);
        ann.put("/api/push/d16", device.form()).expect(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/x",
                "https://",
                "ftp://example.org/",
                "https://me@example.org/",
                "https://example.org/#x",
                "https://10.0.0.1/",
                "https://[fd00::1]/",
                "https://169.254.169.254/latest",
                "https://example.org:8443/",
                "https://0x7f.1/",
                "nonsense"
            })
    void endpointThatMayNotBeCalledIsRefused(String endpoint) {
        Map<String, Object> form = device.form();
        form.put("endpoint", endpoint);

        Answer refused = ann.put("/api/push/phone", form).expect(400);

        assertThat(refused.json().path("errors").toString()).contains("\"endpoint\"", "endpoint_invalid");
    }

    @Test
    void nameThatLeadsToAPrivateAddressIsNotCalled() {
        try (ParleyServer strict = ParleyServer.with()
                .trusting(service.certificate())
                .property("parley.egress.ports", "443," + service.port())
                .start()) {
            Person eve = Person.signUp(strict, name());
            eve.put("/api/push/phone", device.form()).expect(201);

            assertThat(eve.post("/api/push/phone/test", Map.of()).expect(502).code())
                    .isEqualTo("push_failed");
            assertThat(device.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "p256dh, ''",
        "p256dh, AAAA",
        "p256dh, '***'",
        "p256dh, BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiA4",
        "auth, ''",
        "auth, BTBZMqHH6r4Tts7J_aSI",
        "auth, BTBZMqHH6r4Tts7J_aSIggAA",
        "auth, '***'"
    })
    void invalidKeyIsRefused(String key, String value) {
        Map<String, Object> form = device.form();
        Map<Object, Object> keys = new HashMap<>((Map<?, ?>) form.get("keys"));
        keys.put(key, value);
        form.put("keys", keys);

        Answer refused = ann.put("/api/push/phone", form).expect(400);

        assertThat(refused.json().path("errors").get(0).path("field").asString())
                .isEqualTo("keys." + key);
    }

    @ParameterizedTest
    @CsvSource({"25:00, 07:00, UTC", "22:00, 7, UTC", "22:00, 07:00, Nowhere/Town", "22:00, 07:00,"})
    void invalidQuietHoursAreRefused(String from, String until, String zone) {
        Map<String, Object> form = device.form();
        Map<String, Object> quiet = new HashMap<>(Map.of("from", from, "until", until));
        quiet.put("zone", zone);
        form.put("quiet", quiet);

        assertThat(ann.put("/api/push/phone", form).expect(400).text()).contains("quiet_invalid");
    }

    @Test
    void testMessageReachesTheBrowserEncryptedAndSigned() {
        ann.put("/api/push/phone", device.form()).expect(201);

        ann.post("/api/push/phone/test", Map.of()).expect(204);

        PushServer.Received message = device.awaitNext(0);
        assertThat(message.payload().toString()).isEqualTo("{\"kind\":\"test\"}");
        assertThat(message.headers())
                .containsEntry("content-encoding", "aes128gcm")
                .containsEntry("ttl", "300")
                .containsEntry("urgency", "high")
                .doesNotContainKey("topic");
        assertThat(message.headers().get("authorization"))
                .endsWith(
                        ", k=" + ann.get("/api/push").json().path("public_key").asString());
        assertThat(message.claims().path("aud").asString()).isEqualTo(service.origin());
        assertThat(message.claims().path("sub").asString()).isEqualTo("mailto:operator@example.org");
        assertThat(Instant.ofEpochSecond(message.claims().path("exp").asLong()))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(50)),
                        Instant.now().plus(Duration.ofHours(24)));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void subscriptionThatThePushServiceDoesNotKnowIsRemoved(int status) {
        ann.put("/api/push/phone", device.form()).expect(201);
        device.answer(status, Map.of());

        ann.post("/api/push/phone/test", Map.of()).expect(404);

        assertThat(ann.get("/api/push").json().path("subscriptions")).isEmpty();
    }

    @Test
    void failureOfThePushServiceIsReported() {
        ann.put("/api/push/phone", device.form()).expect(201);
        device.answer(403, Map.of());

        Answer refused = ann.post("/api/push/phone/test", Map.of()).expect(502);

        assertThat(refused.code()).isEqualTo("push_failed");
        assertThat(refused.json().path("detail").asString()).contains("403");
    }

    @Test
    void subscriptionEndsWithItsSession() {
        Person phone = Person.logIn(server.url(), ann.username());
        phone.put("/api/push/phone", device.form()).expect(201);
        ann.put("/api/push/desk", service.device(name()).form()).expect(201);

        phone.logOut().expect(204);

        assertThat(ids(ann)).containsExactly("desk");
    }

    @Test
    void changeOfThePasswordEndsOtherSubscriptions() {
        Person phone = Person.logIn(server.url(), ann.username());
        phone.put("/api/push/phone", device.form()).expect(201);

        ann.put(
                        "/api/account/password",
                        Map.of("current", Person.PASSWORD, "replacement", "another " + Person.PASSWORD))
                .expect(204);

        assertThat(ids(ann)).isEmpty();
    }

    @Test
    void othersCannotUseOrEndASubscription() {
        Person eve = Person.signUp(server, name());
        ann.put("/api/push/phone", device.form()).expect(201);

        eve.post("/api/push/phone/test", Map.of()).expect(404);
        eve.delete("/api/push/phone").expect(404);

        assertThat(ids(ann)).containsExactly("phone");
    }

    private static List<String> ids(Person person) {
        return person.get("/api/push")
                .json()
                .path("subscriptions")
                .valueStream()
                .map(subscription -> subscription.path("id").asString())
                .toList();
    }

    private static String name() {
        return "n" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    }
}
