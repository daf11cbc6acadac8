package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.Json;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node behind a proxy that appends to the headers of clients, as proxies do by default. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxiesIT {

    private final ParleyServer server = ParleyServer.with()
            .property("server.forward-headers-strategy", "framework")
            .property("parley.guests.enabled", "true")
            .property("parley.limits.enabled", "true")
            .property("parley.limits.guests", "3 per 1h")
            .start();

    @AfterAll
    void stop() {
        server.stop();
    }

    @Test
    void forgedAddressesGetNoNewBudget() {
        long let = IntStream.range(0, 10)
                .map(i -> enter("9.9.9." + i + ", 203.0.113.5"))
                .filter(status -> status == 201)
                .count();

        assertThat(let).isEqualTo(3);
    }

    @Test
    void wholeNetworkSharesABoundedBudget() {
        long let = IntStream.range(0, 80)
                .map(i -> enter("2001:db8:5:" + Integer.toHexString(i) + "::1"))
                .filter(status -> status == 201)
                .count();

        assertThat(let).isEqualTo(3 * 16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript", "data", "ftp", "http, javascript"})
    void linksHaveAnHttpScheme(String scheme) {
        assertThat(inviteLink("X-Forwarded-Proto", scheme)).startsWith(server.url() + "/invite/");
    }

    @Test
    void linksContainNoUnconfirmedHost() {
        assertThat(inviteLink("X-Forwarded-Host", "evil.example")).startsWith("/invite/");
    }

    private String inviteLink(String header, String value) {
        Person alice = Person.signUp(server, SharedServer.unique("alice"));
        String room = alice.makeRoom(SharedServer.unique("room"));
        Answer made = alice.send(alice.request("/api/rooms/" + room + "/invites")
                        .header("X-XSRF-TOKEN", alice.csrfToken())
                        .header("Content-Type", "application/json")
                        .header(header, value)
                        .POST(BodyPublishers.ofString("{}")))
                .expect(201);
        return made.json().path("url").asString();
    }

    private int enter(String forwardedFor) {
        Person guest = Person.visiting(server.url());
        return guest.send(guest.request("/api/session/guest")
                        .header("X-XSRF-TOKEN", guest.csrfToken())
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-For", forwardedFor)
                        .POST(BodyPublishers.ofString(Json.write(Map.of("username", SharedServer.unique("guest"))))))
                .status();
    }
}
