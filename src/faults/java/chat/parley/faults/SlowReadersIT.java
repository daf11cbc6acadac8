package chat.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyProcess;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Clients that read one byte per second, or nothing, while their room runs at full speed. They do not slow down others,
 * cost the server constant memory, and receive everything once they read again.
 */
class SlowReadersIT {

    private static final int SLOW = 20;
    private static final int FEW_POSTS = 1_000;
    private static final int MANY_POSTS = 4_000;

    /** Tolerated slowdown of the other clients, on a machine with other loads. */
    private static final Duration NOISE = Duration.ofMillis(300);

    /** If frames for slow readers were held in the server, {@link #MANY_POSTS} of them would take 100 MB. */
    private static final long HEAP_NOISE = 10_000_000;

    private final ParleyProcess server =
            ParleyServer.with().database(PostgresServer.freshDatabase()).startProcess();
    private final Person ann = Person.signUp(server.url(), "ann");
    private final Person bob = Person.signUp(server.url(), "bob");
    private final String room = ann.makeRoom("busy");
    private final List<RawReader> slow = new ArrayList<>();
    private final ScheduledExecutorService trickling = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() throws IOException {
        trickling.shutdownNow();
        for (RawReader reader : slow) {
            reader.close();
        }
        server.close();
    }

    @Test
    void slowReadersDelayNobodyAndCostConstantMemoryAndReceiveEverythingLater() throws Exception {
        Talk talk = new Talk(ann, room);
        talk.postAll(FEW_POSTS);
        Duration alone = talk.postAll(FEW_POSTS);
        for (int i = 0; i < SLOW; i++) {
            slow.add(opened());
        }
        trickling.scheduleAtFixedRate(this::trickle, 1, 1, TimeUnit.SECONDS);

        Duration beside = talk.postAll(FEW_POSTS);
        long heap = server.heapInUse();
        Duration later = talk.postAll(MANY_POSTS);
        long heapLater = server.heapInUse();

        System.out.printf(
                "p99 alone %d ms, beside slow readers %d and %d ms; heap %d and %d kB%n",
                alone.toMillis(), beside.toMillis(), later.toMillis(), heap / 1024, heapLater / 1024);
        assertThat(beside).isLessThan(alone.multipliedBy(3).plus(NOISE));
        assertThat(later).isLessThan(alone.multipliedBy(3).plus(NOISE));
        assertThat(heapLater - heap).isLessThan(HEAP_NOISE);
        talk.stop();
        everybodyGetsEverything();
    }

    private void everybodyGetsEverything() throws Exception {
        trickling.shutdown();
        assertThat(trickling.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        long first = 2 * FEW_POSTS + 1;
        long last = 3 * FEW_POSTS + MANY_POSTS;
        List<Long> all = LongStream.rangeClosed(first, last).boxed().toList();
        for (RawReader reader : slow) {
            assertThat(reader.seqsUntil(room, last)).isEqualTo(all);
        }
    }

    private RawReader opened() throws IOException {
        RawReader reader = new RawReader(bob);
        reader.send(Map.of("type", "open", "room", room));
        reader.awaitOpened();
        return reader;
    }

    /** Lets every second slow reader read one byte; the others read nothing. */
    private void trickle() {
        try {
            for (int i = 0; i < slow.size(); i += 2) {
                slow.get(i).trickle();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
