package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.RawSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Clients that send requests, or read responses, slowly. */
class SlowConnectionsIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String GET = "GET /login HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String LONG = "GET /api/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final int MANY = 100_000;

    private static final ParleyServer SERVER = ParleyServer.with()
            .property("parley.http.head-timeout", "1s")
            .property("parley.http.body-timeout", "1s")
            .property("parley.http.idle-timeout", "1s")
            .property("parley.http.write-timeout", "1s")
            .property("parley.http.pipeline-timeout", "1s")
            .start();
    private static final ScheduledExecutorService TRICKLE = Executors.newSingleThreadScheduledExecutor();

    @AfterAll
    static void stop() {
        TRICKLE.shutdownNow();
        SERVER.stop();
    }

    /** @param trickles whether single bytes follow while the client waits for the end */
    private static void assertCloses(String begin, boolean trickles) {
        AtomicInteger sent = new AtomicInteger();
        try (RawSocket socket = RawSocket.connect(SERVER.url())) {
            socket.send(begin);
            ScheduledFuture<?> trickle = TRICKLE.scheduleAtFixedRate(
                    () -> {
                        if (trickles && socket.trickle('x')) {
                            sent.incrementAndGet();
                        }
                    },
                    100,
                    100,
                    TimeUnit.MILLISECONDS);
            assertThat(socket.isClosedWithin(LIMIT)).isTrue();
            trickle.cancel(false);
        }
        assertThat(sent.get() > 0).as("bytes arrive while the client waits").isEqualTo(trickles);
    }

    @Test
    void silentConnectionIsClosed() {
        assertCloses("", false);
    }

    @Test
    void tricklingHeadIsClosed() {
        assertCloses("GET /login HTTP/1.1\r\nX: ", true);
    }

    @Test
    void tricklingBodyIsClosed() {
        assertCloses("POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n", true);
    }

    @Test
    void idleConnectionIsClosedAfterItsResponse() {
        assertCloses(GET, false);
    }

    @Test
    void tricklingSecondHeadIsClosed() {
        assertCloses(GET + "GET /login HTTP/1.1\r\nX: ", true);
    }

    @Test
    void unfinishedHandshakeIsClosed() {
        Person ann = Person.signUp(SERVER, "ann");
        assertCloses(RawSocket.upgrade(ann).substring(0, 100), true);
    }

    @Test
    void openWebSocketStaysOpen() {
        Person bob = Person.signUp(SERVER, "bob");
        try (RawSocket socket = RawSocket.webSocket(bob)) {
            assertThat(socket.isClosedWithin(Duration.ofSeconds(2))).isFalse();
        }
    }

    @Test
    void clientThatReadsNoResponsesIsClosed() {
        Person cat = Person.signUp(SERVER, "cat");
        String room = cat.makeRoom("long");
        for (int i = 0; i < 20; i++) {
            cat.post("/api/rooms/" + room + "/messages", Map.of("nonce", "n" + i, "text", "x".repeat(4_000)));
        }
        String request =
                "GET /api/rooms/" + room + "/messages HTTP/1.1\r\nHost: a\r\nCookie: " + cat.cookies() + "\r\n\r\n";
        byte[] flood = request.repeat(2 * MANY).getBytes();
        try (RawSocket socket = RawSocket.connect(SERVER.url())) {
            assertThat(socket.offer(flood, Duration.ofMillis(700))).isLessThan(flood.length);
            Awaitility.await().atMost(LIMIT).until(socket::isReset);
        }
    }

    @Test
    void pipeliningClientThatReadsNoResponsesIsClosedEarly() {
        try (ParleyServer patient = ParleyServer.with()
                        .property("parley.http.pipeline-timeout", "1s")
                        .start();
                RawSocket socket = RawSocket.connect(patient.url())) {
            socket.offer(LONG.repeat(MANY).getBytes(), Duration.ofMillis(700));
            Awaitility.await().atMost(LIMIT).until(socket::isReset);
        }
    }

    @Test
    void stoppingServerDoesNotWaitForPipeliningClients() {
        ParleyServer attacked = ParleyServer.start();
        List<RawSocket> flood = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            flood.add(RawSocket.connect(attacked.url()));
            flood.get(i).offer(LONG.repeat(1_000).getBytes(), Duration.ofMillis(10));
        }
        long began = System.nanoTime();
        attacked.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
        flood.forEach(RawSocket::close);
    }

    @Test
    void connectionsPerAddressAreLimited() {
        try (ParleyServer limited = ParleyServer.with()
                .property("parley.limits.enabled", "true")
                .property("parley.http.connections-per-address", "3")
                .start()) {
            List<RawSocket> three = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                RawSocket socket = RawSocket.connect(limited.url());
                socket.send(GET);
                assertThat(socket.readHead()).startsWith("HTTP/1.1 200");
                three.add(socket);
            }
            try (RawSocket fourth = RawSocket.connect(limited.url())) {
                assertThat(fourth.isClosedWithin(LIMIT)).isTrue();
            }
            three.get(0).close();
            Awaitility.await().atMost(LIMIT).until(() -> {
                try (RawSocket next = RawSocket.connect(limited.url())) {
                    next.offer(GET.getBytes(), LIMIT);
                    return next.readHead().startsWith("HTTP/1.1 200");
                }
            });
            three.forEach(RawSocket::close);
        }
    }
}
