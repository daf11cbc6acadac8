package chat.parley.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.hub.Hub;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Clients that disconnect at any point of the protocol, with or without a closing handshake. {@code -Dparley.seed=…}
 * reproduces a run.
 */
class AbruptDisconnectIT {

    private static final int VISITS = 300;

    private static final int RESETTERS = 4;
    private static final int RESETS_EACH = 100;

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    /** Shorter than the life of a stale presence entry, which would last until its node ended. */
    private static final Duration PRESENCE_TIMEOUT = Duration.ofSeconds(15);

    /** A close frame (1001, going away), masked with zeros. */
    private static final byte[] CLOSE_FRAME = {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 0x03, (byte) 0xe9};

    private final long seed = Long.getLong("parley.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void abruptlyDisconnectedClientsLeaveNothingBehind() throws IOException {
        System.out.println("HastyLeaversIT: parley.seed=" + seed);
        try (ParleyServer server = ParleyServer.with().start()) {
            Person ann = Person.signUp(server, "ann");
            Person bob = Person.signUp(server, "bob");
            String room = ann.makeRoom("doors");
            bob.join(room);
            for (int i = 0; i < VISITS; i++) {
                comeAndGo(bob, room);
            }
            MeterRegistry meters = server.bean(MeterRegistry.class);
            Awaitility.await("everybody is gone")
                    .atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(
                                    meters.get("parley.connections").gauge().value())
                            .isZero());
            Awaitility.await("nobody is shown")
                    .atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(ann.get("/api/rooms/" + room + "/online")
                                    .expect(200)
                                    .json()
                                    .get("online"))
                            .isEmpty());
        }
    }

    @Test
    void socketsResetWhileOpeningARoomLeaveNothingBehind() throws Exception {
        System.out.println("HastyLeaversIT: parley.seed=" + seed);
        try (ParleyServer server = ParleyServer.with().start()) {
            Person ann = Person.signUp(server, "ann");
            Person bob = Person.signUp(server, "bob");
            String room = ann.makeRoom("doors");
            bob.join(room);
            ExecutorService threads = Executors.newFixedThreadPool(RESETTERS);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < RESETTERS; i++) {
                HastyVisits visits = new HastyVisits(bob, room, new Random(random.nextLong()));
                all.add(threads.submit(() -> {
                    for (int j = 0; j < RESETS_EACH; j++) {
                        visits.visit(URI.create(bob.site()), TIMEOUT);
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            }
            threads.shutdown();
            Awaitility.await("no row and no live room is left")
                    .atMost(PRESENCE_TIMEOUT)
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

    private void comeAndGo(Person person, String room) throws IOException {
        URI site = URI.create(person.site());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(site.getHost(), site.getPort()));
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            socket.getOutputStream().write(RawReader.handshake(person, site).getBytes(US_ASCII));
            int sent = random.nextInt(4);
            if (random.nextBoolean()) {
                HastyVisits.read(socket, random.nextInt(HastyVisits.MIN_RESPONSE_BYTES));
            }
            for (int i = 0; i < sent; i++) {
                socket.getOutputStream().write(HastyVisits.frame(Map.of("type", "open", "ref", "r" + i, "room", room)));
                socket.getOutputStream().write(HastyVisits.frame(Map.of("type", "ping")));
            }
            if (random.nextBoolean()) {
                socket.getOutputStream().write(CLOSE_FRAME);
            } else {
                socket.setSoLinger(random.nextBoolean(), 0);
            }
        }
    }
}
