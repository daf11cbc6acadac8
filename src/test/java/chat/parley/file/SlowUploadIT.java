package chat.parley.file;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.RawSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Uploads over slow lines pass; those that hardly move are ended. */
class SlowUploadIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int PIECE = 256 * 1024;

    private final ParleyServer server = ParleyServer.with()
            .property("parley.http.body-timeout", TIMEOUT.toSeconds() + "s")
            .start();
    private final Person ada = Person.signUp(server, "ada");
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        clock.shutdownNow();
        server.close();
    }

    private String head(String nonce, int length) {
        String token = ada.csrfToken();
        return String.join(
                "\r\n",
                "PUT /api/rooms/general/files/" + nonce + " HTTP/1.1",
                "Host: " + URI.create(ada.site()).getAuthority(),
                "Origin: " + ada.site(),
                "Cookie: " + ada.cookies(),
                "X-XSRF-TOKEN: " + token,
                "Content-Type: text/plain",
                "Content-Length: " + length,
                "",
                "");
    }

    @Test
    void slowUploadIsAbortedAndItsNonceStaysFree() {
        try (RawSocket socket = RawSocket.connect(ada.site())) {
            socket.send(head("slow", 1000));
            clock.scheduleAtFixedRate(() -> socket.trickle('x'), 0, 1, TimeUnit.SECONDS);

            assertThat(socket.isClosedWithin(LIMIT)).isTrue();
        }
        assertThat(ada.get("/api/rooms/general/files").expect(200).text()).doesNotContain("slow");
        ada.upload("/api/rooms/general/files/slow", "a.txt", "text/plain", new byte[10])
                .expect(201);
    }

    @Test
    void slowUploadPassesIfEnoughArrivesWithinEachTimeout() {
        int pieces = 8;
        byte[] piece = new byte[PIECE];
        Arrays.fill(piece, (byte) 'x');
        long began = System.nanoTime();
        try (RawSocket socket = RawSocket.connect(ada.site())) {
            socket.send(head("steady", pieces * PIECE));
            CompletableFuture<Void> sent = CompletableFuture.completedFuture(null);
            for (int i = 0; i < pieces; i++) {
                sent = sent.thenRunAsync(
                        () -> socket.send(piece),
                        CompletableFuture.delayedExecutor(TIMEOUT.toMillis() / 5, TimeUnit.MILLISECONDS, clock));
            }
            sent.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();

            assertThat(socket.readHead()).startsWith("HTTP/1.1 201");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("longer than the timeout")
                .isGreaterThan(TIMEOUT);
    }
}
