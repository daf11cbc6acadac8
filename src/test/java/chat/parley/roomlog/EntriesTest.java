package chat.parley.roomlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntriesTest {

    @Test
    void entriesArriveAsTheyWereSent() {
        List<Entry> sent = List.of(
                entry(3, Entry.Kind.MESSAGE, "{\"message\":{\"text\":\"日本語\"}}"),
                entry(4, Entry.Kind.MEMBER, "{}"),
                entry(Long.MAX_VALUE, Entry.Kind.ROOM, ""),
                entry(0, Entry.Kind.SIGNAL, "x".repeat(100_000)));

        List<Entry> received = Entries.decode(Entries.encode(sent));

        assertThat(received).usingRecursiveComparison().isEqualTo(sent);
        assertThat(Entries.decode(Entries.encode(List.of()))).isEmpty();
    }

    @Test
    void whatIsCutOffIsRefused() {
        byte[] whole = Entries.encode(List.of(entry(3, Entry.Kind.MESSAGE, "{\"message\":{}}")));

        for (int length = 1; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Entries.decode(part)).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void anUnknownKindAndAnAbsurdLengthAreRefused() {
        byte[] kind =
                ByteBuffer.allocate(13).putLong(1).put((byte) 'x').putInt(0).array();
        byte[] negative =
                ByteBuffer.allocate(13).putLong(1).put((byte) 'm').putInt(-1).array();
        byte[] huge = ByteBuffer.allocate(13)
                .putLong(1)
                .put((byte) 'm')
                .putInt(Integer.MAX_VALUE)
                .array();

        for (byte[] garbage : List.of(kind, negative, huge)) {
            assertThatThrownBy(() -> Entries.decode(garbage)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void noGarbageDoesMoreThanBeRefused() {
        long seed = Long.getLong("parley.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] garbage = new byte[1 + random.nextInt(64)];
            random.nextBytes(garbage);
            try {
                Entries.decode(garbage);
            } catch (RuntimeException refused) {
                assertThat(refused).as("seed %s", seed).isNotInstanceOf(NullPointerException.class);
            }
        }
    }

    @SuppressWarnings("SameParameterValue")
    private static Entry entry(long revision, Entry.Kind kind, String json) {
        return new Entry(revision, kind, json.getBytes(StandardCharsets.UTF_8));
    }
}
