package chat.parley.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The behaviour that all blob stores share. */
abstract class BlobStoreContract {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final long seed = System.nanoTime();

    abstract BlobStore store();

    @Test
    void bytesAreReadAsTheyWereWritten() {
        System.out.println(getClass().getSimpleName() + ": seed " + seed);
        Random random = new Random(seed);
        for (int length : new int[] {1, 65_535, 65_536, 262_143, 262_144, 262_145, 1_000_000}) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            String id = "l" + length;

            write(id, bytes, 1 + random.nextInt(100_000));

            assertThat(read(id, 0, length)).isEqualTo(bytes);
            assertThat(store().size(id).block(LIMIT)).isEqualTo(length);
            for (int i = 0; i < 5; i++) {
                int from = random.nextInt(length);
                int part = 1 + random.nextInt(length - from);
                assertThat(read(id, from, part)).isEqualTo(Arrays.copyOfRange(bytes, from, from + part));
            }
        }
    }

    @Test
    void secondWriteReplacesTheFirst() {
        write("again", new byte[700_000], 65_536);
        write("again", new byte[] {1, 2, 3}, 10);

        assertThat(read("again", 0, 3)).containsExactly(1, 2, 3);
        assertThat(store().size("again").block(LIMIT)).isEqualTo(3);
    }

    @Test
    void deletedBytesAreGone() {
        write("gone", new byte[700_000], 65_536);

        store().delete("gone").block(LIMIT);
        store().delete("gone").block(LIMIT);

        assertThat(store().size("gone").blockOptional(LIMIT)).isEmpty();
        assertThatThrownBy(() -> read("gone", 0, 1)).isInstanceOf(MissingBlobException.class);
    }

    @Test
    void failureOfThePiecesFailsTheWrite() {
        Flux<byte[]> pieces =
                Flux.concat(Flux.just(new byte[400_000]), Mono.error(new IllegalStateException("the client left")));

        assertThatThrownBy(() -> store().write("half", pieces).block(LIMIT)).hasMessageContaining("the client left");

        store().delete("half").block(LIMIT);
        assertThat(store().size("half").blockOptional(LIMIT)).isEmpty();
    }

    @Test
    void missingBytesAreAnError() {
        write("short", new byte[10], 10);

        assertThatThrownBy(() -> read("short", 0, 11)).isInstanceOf(TruncatedBlobException.class);
    }

    @Test
    void storedIdsAreListedInPages() {
        for (int i = 0; i < 5; i++) {
            write("listed" + i, new byte[10], 10);
        }
        store().delete("listed3").block(LIMIT);

        List<String> found = new ArrayList<>();
        List<String> page = list("");
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(2);
            found.addAll(page);
            page = list(page.get(page.size() - 1));
        }

        assertThat(found).doesNotHaveDuplicates().contains("listed0", "listed1", "listed2", "listed4");
        assertThat(found).doesNotContain("listed3");
    }

    private List<String> list(String after) {
        return store().list(after, 2).collectList().blockOptional(LIMIT).orElseThrow();
    }

    /** A slow reader must not fill the heap. */
    @Test
    void onlyRequestedPiecesAreRead() {
        write("slow", new byte[4_000_000], 65_536);

        StepVerifier.create(store().read("slow", 0, 4_000_000), 1)
                .expectNextCount(1)
                .thenRequest(2)
                .expectNextCount(2)
                .thenCancel()
                .verify(LIMIT);
    }

    /** A slow disk must not fill the heap. */
    @Test
    void piecesAreRequestedAsTheyAreStored() {
        AtomicInteger most = new AtomicInteger();
        AtomicInteger made = new AtomicInteger();
        Flux<byte[]> pieces = Flux.range(0, 200)
                .map(i -> new byte[65_536])
                .doOnRequest(requested -> most.accumulateAndGet((int) Math.min(requested, 1000), Math::max))
                .doOnNext(piece -> made.incrementAndGet());

        store().write("fast", pieces.hide()).block(LIMIT);

        assertThat(made).hasValue(200);
        assertThat(most.get()).isLessThanOrEqualTo(8);
    }

    private void write(String id, byte[] bytes, int piece) {
        Flux<byte[]> pieces = Flux.range(0, (bytes.length + piece - 1) / piece)
                .map(i -> Arrays.copyOfRange(bytes, i * piece, Math.min(bytes.length, (i + 1) * piece)));
        store().write(id, pieces).block(LIMIT);
    }

    private byte[] read(String id, long from, long length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store().read(id, from, length).doOnNext(out::writeBytes).blockLast(LIMIT);
        return out.toByteArray();
    }
}
