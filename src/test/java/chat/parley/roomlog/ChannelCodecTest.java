package chat.parley.roomlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChannelCodecTest {

    @Test
    void encodedChangesSurviveRoundTrip() {
        List<EncodedChange> sent = List.of(
                entry(3, EncodedChange.Kind.MESSAGE, "{\"message\":{\"text\":\"日本語\"}}"),
                entry(4, EncodedChange.Kind.MEMBER, "{}"),
                entry(Long.MAX_VALUE, EncodedChange.Kind.ROOM, ""),
                entry(0, EncodedChange.Kind.SIGNAL, "x".repeat(100_000)));

        for (Publication publication : List.of(new Publication(null, sent), new Publication("an epoch", sent))) {
            assertThat(ChannelCodec.decode(ChannelCodec.encode(publication)))
                    .usingRecursiveComparison()
                    .isEqualTo(publication);
        }
        assertThat(ChannelCodec.decode(ChannelCodec.encode(new Publication(null, List.of())))
                        .entries())
                .isEmpty();
    }

    @Test
    void epochIsEncodedAsChangeThatOlderVersionsSkip() {
        byte[] bytes = ChannelCodec.encode(new Publication("epoch", List.of()));

        ByteBuffer entry = ByteBuffer.wrap(bytes);
        assertThat(entry.getLong()).isLessThan(-1);
        assertThat(entry.get()).isEqualTo((byte) 'r');
        assertThat(entry.getInt()).isEqualTo(entry.remaining());
    }

    @Test
    void truncatedMessageIsRefused() {
        byte[] whole = ChannelCodec.encode(
                new Publication(null, List.of(entry(3, EncodedChange.Kind.MESSAGE, "{\"message\":{}}"))));

        for (int length = 1; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ChannelCodec.decode(part)).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void unknownKindAndInvalidLengthAreRefused() {
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
            assertThatThrownBy(() -> ChannelCodec.decode(garbage)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void garbageIsRefused() {
        long seed = Long.getLong("parley.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] garbage = new byte[1 + random.nextInt(64)];
            random.nextBytes(garbage);
            try {
                ChannelCodec.decode(garbage);
            } catch (RuntimeException refused) {
                assertThat(refused).as("seed %s", seed).isNotInstanceOf(NullPointerException.class);
            }
        }
    }

    @SuppressWarnings("SameParameterValue")
    private static EncodedChange entry(long revision, EncodedChange.Kind kind, String json) {
        return new EncodedChange(revision, kind, json.getBytes(StandardCharsets.UTF_8));
    }
}
