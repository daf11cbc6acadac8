package chat.parley.signin;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Password guessing by others neither succeeds nor locks the owner out. */
class LockOutIT {

    private final ParleyServer server = ParleyServer.with()
            .property("server.forward-headers-strategy", "framework")
            .property("parley.limits.enabled", "true")
            .property("parley.limits.log-ins-by-name", "10 per 1h")
            .property("parley.limits.log-ins-by-name-and-address", "3 per 1h")
            .property("parley.limits.log-ins-by-device", "4 per 1h")
            .property("parley.limits.log-ins-by-address", "20 per 1h")
            .start();

    private final Person owner = Person.signUp(server, "owner");

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer attempt(Person browser, String address, String password) {
        return attempt(browser, address, "Owner", password);
    }

    private Answer attempt(Person browser, String address, String username, String password) {
        return browser.send(browser.request("/api/session")
                .header("X-Forwarded-For", address)
                .header("X-XSRF-TOKEN", browser.csrfToken())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}")));
    }

    private Answer stranger(String address, String password) {
        return attempt(Person.visiting(server.url()), address, password);
    }

    private void exhaustAddress(String address) {
        for (int i = 0; i < 3; i++) {
            stranger(address, "wrong").expect(401);
        }
        stranger(address, "wrong").expect(429);
        stranger(address, Person.PASSWORD).expect(429);
    }

    @Test
    void ownerLogsInFromNewAddressWhileAttackerIsRefused() {
        exhaustAddress("192.0.2.1");

        stranger("192.0.2.2", Person.PASSWORD).expect(200);
    }

    @Test
    void knownBrowserLogsInDuringDistributedGuessing() {
        for (String address : List.of("192.0.2.1", "192.0.2.2", "192.0.2.3")) {
            exhaustAddress(address);
        }
        stranger("192.0.2.4", "wrong").expect(401);
        assertThat(stranger("192.0.2.5", Person.PASSWORD).expect(429).code()).isEqualTo("rate_limited");
        owner.logOut().expect(204);

        attempt(owner, "192.0.2.1", Person.PASSWORD).expect(200);
        for (int i = 0; i < 3; i++) {
            attempt(owner, "192.0.2.6", "wrong").expect(401);
        }
        attempt(owner, "192.0.2.7", "wrong").expect(429);
    }

    @Test
    void knownBrowserLogsInWhileOthersAtItsAddressGuess() {
        owner.logOut().expect(204);
        Person stranger = Person.visiting(server.url());
        for (int i = 0; i < 20; i++) {
            attempt(stranger, "192.0.2.1", "nobody" + i, "wrong").expect(401);
        }
        attempt(stranger, "192.0.2.1", "nobody", "wrong").expect(429);

        attempt(owner, "192.0.2.1", Person.PASSWORD).expect(200);
    }

    @Test
    void successfulLogInsFromAKnownBrowserAreLimited() {
        for (int i = 0; i < 4; i++) {
            attempt(owner, "192.0.2.1", Person.PASSWORD).expect(200);
        }
        attempt(owner, "192.0.2.1", Person.PASSWORD).expect(429);
    }

    @Test
    void forgedOrForeignDeviceCookieIsIgnored() {
        Person other = Person.signUp(server, "other");
        exhaustAddress("192.0.2.1");
        String cookie = owner.cookie("parley_device").orElseThrow();

        for (String forged : List.of(
                other.cookie("parley_device").orElseThrow(),
                cookie.substring(1),
                cookie.split("\\.")[0] + ".x",
                "x" + cookie,
                ".")) {
            Person thief = Person.visiting(server.url());
            String csrf = thief.csrfToken();
            thief.forgetCookies();
            thief.send(thief.request("/api/session")
                            .header("X-Forwarded-For", "192.0.2.1")
                            .header("Cookie", "XSRF-TOKEN=" + csrf + "; parley_device=" + forged)
                            .header("X-XSRF-TOKEN", csrf)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"username\":\"owner\",\"password\":\"wrong\"}")))
                    .expect(429);
        }
        assertThat(cookie).doesNotContain("owner");
    }

    @Test
    void deviceCookieIsNotReadableByScripts() {
        Answer answer = stranger("192.0.2.9", Person.PASSWORD).expect(200);

        assertThat(answer.response().headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("parley_device="))
                .singleElement()
                .asString()
                .contains("; HTTPOnly", "; SameSite=Lax", "; Path=/;");
        assertThat(owner.post("/api/session", Map.of("username", "owner", "password", Person.PASSWORD))
                        .expect(200)
                        .response()
                        .headers()
                        .allValues("Set-Cookie"))
                .noneMatch(cookie -> cookie.startsWith("parley_device="));
    }
}
