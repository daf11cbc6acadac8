package chat.parley.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.hub.Hub;
import chat.parley.support.Json;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** People who go in the middle of anything, politely or not. {@code -Dparley.seed=…} repeats what they do. */
class HastyLeaversIT {

    private static final int MANY = 300;

    /** So many bytes the answer to the handshake has at least. */
    private static final int SURELY_SAID = 150;

    private static final int RESETTERS = 4;
    private static final int RESETS_EACH = 100;
    private static final int MAX_NANOS_UNTIL_RESET = 8_000_000;

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** A ghost would not go by itself: only the end of the node ended it. */
    private static final Duration UNTIL_NOBODY_IS_SHOWN = Duration.ofSeconds(15);

    /** A closing handshake: going away, under a mask that changes nothing. */
    private static final byte[] GOODBYE = {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 0x03, (byte) 0xe9};

    private final long seed = Long.getLong("parley.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void nothingIsLeftOfThem() throws IOException {
        System.out.println("HastyLeaversIT: parley.seed=" + seed);
        try (ParleyServer server = ParleyServer.with().start()) {
            Person ann = Person.signUp(server, "ann");
            Person bob = Person.signUp(server, "bob");
            String room = ann.makeRoom("doors");
            bob.join(room);
            for (int i = 0; i < MANY; i++) {
                comeAndGo(bob, room);
            }
            MeterRegistry meters = server.bean(MeterRegistry.class);
            Awaitility.await("everybody is gone")
                    .atMost(LIMIT)
                    .untilAsserted(() -> assertThat(
                                    meters.get("parley.connections").gauge().value())
                            .isZero());
            Awaitility.await("nobody is shown")
                    .atMost(LIMIT)
                    .untilAsserted(() -> assertThat(ann.get("/api/rooms/" + room + "/online")
                                    .expect(200)
                                    .json()
                                    .get("online"))
                            .isEmpty());
        }
    }

    @Test
    void socketsResetWhileTheyOpenARoomLeaveNothing() throws Exception {
        System.out.println("HastyLeaversIT: parley.seed=" + seed);
        try (ParleyServer server = ParleyServer.with().start()) {
            Person ann = Person.signUp(server, "ann");
            Person bob = Person.signUp(server, "bob");
            String room = ann.makeRoom("doors");
            bob.join(room);
            ExecutorService threads = Executors.newFixedThreadPool(RESETTERS);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < RESETTERS; i++) {
                Random own = new Random(random.nextLong());
                all.add(threads.submit(() -> {
                    for (int j = 0; j < RESETS_EACH; j++) {
                        openAndReset(bob, room, own);
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
            threads.shutdown();
            Awaitility.await("no row and no live room is left")
                    .atMost(UNTIL_NOBODY_IS_SHOWN)
                    .untilAsserted(() -> {
                        assertThat(ann.get("/api/rooms/" + room + "/online")
                                        .expect(200)
                                        .json()
                                        .get("online"))
                                .isEmpty();
                        assertThat(server.bean(Hub.class).rooms()).isEmpty();
                    });
        }
    }

    private static void openAndReset(Person person, String room, Random random) throws IOException {
        URI site = URI.create(person.site());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(site.getHost(), site.getPort()));
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write(RawReader.handshake(person, site).getBytes(US_ASCII));
            read(socket, SURELY_SAID);
            socket.getOutputStream().write(frame(Map.of("type", "open", "ref", "r", "room", room)));
            LockSupport.parkNanos(random.nextInt(MAX_NANOS_UNTIL_RESET));
            socket.setSoLinger(true, 0);
        }
    }

    private void comeAndGo(Person person, String room) throws IOException {
        URI site = URI.create(person.site());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(site.getHost(), site.getPort()));
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write(RawReader.handshake(person, site).getBytes(US_ASCII));
            int asked = random.nextInt(4);
            if (random.nextBoolean()) {
                read(socket, random.nextInt(SURELY_SAID));
            }
            for (int i = 0; i < asked; i++) {
                socket.getOutputStream().write(frame(Map.of("type", "open", "ref", "r" + i, "room", room)));
                socket.getOutputStream().write(frame(Map.of("type", "ping")));
            }
            if (random.nextBoolean()) {
                socket.getOutputStream().write(GOODBYE);
            } else {
                socket.setSoLinger(random.nextBoolean(), 0);
            }
        }
    }

    private static void read(Socket socket, int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            if (socket.getInputStream().read() < 0) {
                return;
            }
        }
    }

    private static byte[] frame(Map<String, Object> frame) {
        byte[] text = Json.write(frame).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0x81);
        bytes.write(0x80 | text.length);
        bytes.writeBytes(new byte[4]);
        bytes.writeBytes(text);
        return bytes.toByteArray();
    }
}
