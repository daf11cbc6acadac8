package chat.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.RawSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Each limit of sockets, exceeded by one. */
class SocketLimitsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** More bytes than the socket buffers of both ends hold. */
    private static final int MANY = 400_000;

    private static final ParleyServer SERVER = ParleyServer.with()
            .property("parley.limits.enabled", "true")
            .property("parley.limits.frames", "1 per 1h, burst 20")
            .property("parley.limits.opens", "1 per 1h, burst 3")
            .property("parley.limits.connections", "1 per 1h, burst 4")
            .property("parley.limits.sockets", "2")
            .start();

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    private static String code(Connection socket, Object... frame) {
        return socket.ask(frame).path("code").asString("");
    }

    private static Connection.Refused refused(Person person) {
        return catchThrowableOfType(Connection.Refused.class, person::connect);
    }

    @Test
    void excessFramesAreRefused() {
        Person ann = Person.signUp(SERVER, "ann");
        Connection socket = ann.connect();
        IntStream.range(0, 20)
                .forEach(i -> assertThat(socket.ask("type", "ping").path("type").asString())
                        .isEqualTo("pong"));
        assertThat(code(socket, "type", "ping")).isEqualTo("rate_limited");
        assertThat(socket.isOpen()).isTrue();
    }

    @Test
    void controlFramesCountAsFrames() {
        Person ben = Person.signUp(SERVER, "ben");
        try (RawSocket socket = RawSocket.webSocket(ben)) {
            socket.send(RawSocket.times(20, RawSocket.frame(RawSocket.PONG, true, new byte[0])));
            socket.send(RawSocket.text("{\"type\":\"ping\",\"ref\":7}"));
            assertThat(socket.nextText("refused")).contains("rate_limited").contains("\"ref\":7");
        }
    }

    @Test
    void socketWithExcessFramesIsReadLater() {
        Person cat = Person.signUp(SERVER, "cat");
        try (RawSocket socket = RawSocket.webSocket(cat)) {
            byte[] flood = RawSocket.times(MANY, RawSocket.frame(RawSocket.PONG, true, new byte[125]));
            assertThat(socket.offer(flood, Duration.ofMillis(300))).isLessThan(flood.length);
        }
    }

    @Test
    void excessOpenRequestsAreRefused() {
        Person dan = Person.signUp(SERVER, "dan");
        String room = dan.makeRoom("limits");
        Connection socket = dan.connect();
        assertThat(code(socket, "type", "open", "room", room)).isEmpty();
        assertThat(code(socket, "type", "open", "room", room)).isEmpty();
        assertThat(code(socket, "type", "watch")).isEmpty();
        assertThat(code(socket, "type", "open", "room", room)).isEqualTo("rate_limited");
        assertThat(code(socket, "type", "watch")).isEqualTo("rate_limited");
    }

    @Test
    void excessSocketsOfAccountAreRefusedUntilOneEnds() {
        Person eve = Person.signUp(SERVER, "eve");
        List<Connection> sockets = new ArrayList<>(List.of(eve.connect(), eve.connect()));
        assertThat(refused(eve).status()).isEqualTo(429);
        sockets.get(0).close();
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> SERVER.bean(Connections.class).all().stream()
                                .filter(connection -> connection.username().equals("eve"))
                                .count()
                        == 1);
        sockets.add(eve.connect());
        assertThat(refused(eve).status()).isEqualTo(429);
        sockets.forEach(Connection::close);
    }

    @Test
    void failedHandshakesDoNotCountAsSockets() {
        Person fay = Person.signUp(SERVER, "fay");
        try (RawSocket socket = RawSocket.connect(SERVER.url())) {
            socket.send(RawSocket.upgrade(fay).replace("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 99"));
            assertThat(socket.readHead()).startsWith("HTTP/1.1 4");
        }
        try (RawSocket socket = RawSocket.connect(SERVER.url())) {
            socket.send(RawSocket.upgrade(fay).replace("Sec-WebSocket-Key", "No-Key"));
            assertThat(socket.readHead()).startsWith("HTTP/1.1 4");
        }
        fay.connect();
        fay.connect();
    }

    @Test
    void excessHandshakesOfAccountAreRefusedWithRetryTime() {
        Person gus = Person.signUp(SERVER, "gus");
        for (int i = 0; i < 4; i++) {
            Connection socket = gus.connect();
            socket.close();
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> SERVER.bean(Connections.class).all().stream()
                            .noneMatch(connection -> connection.username().equals("gus")));
        }
        try (RawSocket socket = RawSocket.connect(SERVER.url())) {
            socket.send(RawSocket.upgrade(gus));
            assertThat(socket.readHead()).startsWith("HTTP/1.1 429").containsIgnoringCase("retry-after:");
        }
    }
}
