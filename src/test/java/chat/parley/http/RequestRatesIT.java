package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.RawSocket;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The request budget of an address. Each test has its own address, by way of a proxy. */
class RequestRatesIT {

    private static final int BURST = 5;
    private static final Pattern COOKIE_VALUE = Pattern.compile("(?<==)[^;\r]+");

    /** The proxy has the loopback address; clients have the other addresses of this machine. */
    private static final ParleyServer SERVER = ParleyServer.with()
            .property("parley.limits.enabled", "true")
            .property("parley.limits.requests", "1 per 1h, burst " + BURST)
            .property("parley.proxies.trusted", "127.0.0.1")
            .start();

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    private static String get(String path, String address, String headers) {
        try (RawSocket socket = RawSocket.connect(SERVER.url())) {
            socket.send("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Forwarded-For: " + address
                    + "\r\n" + headers + "\r\n");
            return socket.readAll();
        }
    }

    private static void exhaust(String address) {
        for (int i = 0; i < BURST; i++) {
            assertThat(get("/api/openapi.json", address, "")).startsWith("HTTP/1.1 200");
        }
        assertThat(get("/api/openapi.json", address, ""))
                .startsWith("HTTP/1.1 429")
                .containsIgnoringCase("retry-after:");
    }

    @Test
    void onlyTheExhaustedAddressIsRefused() {
        exhaust("192.0.2.1");
        assertThat(get("/login", "192.0.2.1", "")).startsWith("HTTP/1.1 429");
        assertThat(get("/login", "192.0.2.2", "")).startsWith("HTTP/1.1 200");
    }

    @Test
    void healthIsAnsweredWhileOtherRequestsAreRefused() {
        exhaust("192.0.2.3");
        assertThat(get("/actuator/health/readiness", "192.0.2.3", "")).startsWith("HTTP/1.1 200");
    }

    @Test
    void requestsWithASessionDoNotCount() {
        Person ann = Person.signUp(SERVER, "ann");
        for (int i = 0; i < 4 * BURST; i++) {
            assertThat(get("/api/rooms", "192.0.2.4", "Cookie: " + ann.cookies() + "\r\n"))
                    .startsWith("HTTP/1.1 200");
        }
        exhaust("192.0.2.4");
    }

    @Test
    void requestsWithAForgedSessionCount() {
        Person ben = Person.signUp(SERVER, "ben");
        String valid = "Cookie: " + ben.cookies() + "\r\n";
        assertThat(get("/api/rooms", "192.0.2.5", valid)).startsWith("HTTP/1.1 200");

        String cookie = COOKIE_VALUE
                .matcher(valid)
                .replaceAll(value -> "a".repeat(value.group().length()));
        assertThat(cookie).isNotEqualTo(valid);
        for (int i = 0; i < BURST; i++) {
            assertThat(get("/api/rooms", "192.0.2.5", cookie)).startsWith("HTTP/1.1 401");
        }
        assertThat(get("/api/rooms", "192.0.2.5", cookie)).startsWith("HTTP/1.1 429");
    }

    @Test
    void connectionWaitsAfterARefusal() {
        try (ParleyServer direct = ParleyServer.with()
                        .property("parley.limits.enabled", "true")
                        .property("parley.limits.requests", "1 per 1h, burst 1")
                        .start();
                RawSocket socket = RawSocket.connect(direct.url())) {
            socket.send("GET /api/rooms HTTP/1.1\r\nHost: a\r\n\r\n".repeat(50));
            assertThat(socket.readHead()).contains("HTTP/1.1 401");
            assertThat(socket.readHead()).contains("HTTP/1.1 429");
            long refused = System.nanoTime();
            assertThat(socket.readHead()).contains("HTTP/1.1 429");
            assertThat(Duration.ofNanos(System.nanoTime() - refused)).isGreaterThan(Duration.ofMillis(500));
        }
    }
}
