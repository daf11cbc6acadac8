package chat.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Connection;
import chat.parley.support.ParleyProcess;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.RawSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that receives {@code SIGTERM} while clients flood it ends cleanly and in time. */
class TerminationIT {

    /** The exit code of a process that a signal has ended. */
    private static final int SIGTERM_EXIT_CODE = 143;

    /** One shutdown phase and a few seconds, on a machine with other loads. */
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private static final Duration WRITE_TIMEOUT = Duration.ofMillis(200);
    private static final String GETS = "GET /api/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n".repeat(200);
    private static final byte[] PINGS = RawSocket.times(2_000, RawSocket.text("{\"type\":\"ping\"}"));

    @TempDir
    private Path folder;

    private final AtomicBoolean finished = new AtomicBoolean();
    private final AtomicLong sent = new AtomicLong();

    @Test
    void floodedNodeEndsCleanlyInTime() throws Exception {
        ExecutorService attackers = Executors.newCachedThreadPool();
        try (ParleyProcess node = ParleyServer.with().databaseIn(folder).startProcess()) {
            Person ann = Person.signUp(node.url(), "ann");
            String room = ann.makeRoom("flooded");
            Connection poster = ann.connect();
            List<Consumer<RawSocket>> floods = List.of(
                    socket -> offer(socket, GETS.getBytes()),
                    socket -> offer(socket, PINGS),
                    socket -> offer(socket, RawSocket.upgrade(ann).getBytes()));
            for (int i = 0; i < 12; i++) {
                int kind = i % floods.size();
                attackers.submit(() -> flood(ann, kind == 1, floods.get(kind)));
            }
            List<String> acknowledged = new ArrayList<>();
            Awaitility.await().atMost(LIMIT).until(() -> {
                String text = "text " + acknowledged.size();
                poster.post(room, text);
                acknowledged.add(text);
                return acknowledged.size() >= 20 && sent.get() > 1_000_000;
            });

            long began = System.nanoTime();
            int exit = node.terminate();
            Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
            finished.set(true);
            assertThat(elapsed).isLessThan(LIMIT);
            assertThat(exit).isEqualTo(SIGTERM_EXIT_CODE);
            assertThat(node.output()).doesNotContain("ERROR", "OutOfMemoryError");
            assertThat(folder.resolve("parley.closed")).exists();
            assertStored(acknowledged, room);
        } finally {
            finished.set(true);
            attackers.shutdownNow();
            assertThat(attackers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private void assertStored(List<String> acknowledged, String room) {
        try (ParleyServer again = ParleyServer.with().databaseIn(folder).start()) {
            List<String> texts = Person.logIn(again.url(), "ann")
                    .get("/api/rooms/" + room + "/messages?limit=200")
                    .expect(200)
                    .json()
                    .path("messages")
                    .valueStream()
                    .map(message -> message.path("text").asString())
                    .toList();
            assertThat(texts).containsAll(acknowledged);
        }
    }

    /** Opens connections and sends until the test is finished, without reading any response. */
    private void flood(Person person, boolean webSocket, Consumer<RawSocket> attack) {
        while (!finished.get()) {
            try (RawSocket socket = webSocket ? RawSocket.webSocket(person) : RawSocket.connect(person.site())) {
                for (int i = 0; i < 20 && !finished.get(); i++) {
                    attack.accept(socket);
                }
            } catch (RuntimeException refused) {
                Thread.onSpinWait();
            }
        }
    }

    private void offer(RawSocket socket, byte[] bytes) {
        sent.addAndGet(socket.offer(bytes, WRITE_TIMEOUT));
    }
}
