package chat.parley.roomlog;

import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.MessageState;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Encoding and decoding a change, and ten changes on the channel between nodes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EncodedChangeBenchmark {

    private static final int TEN = 10;

    private final ChangeCodec codec = new ChangeCodec(JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build());
    private final MessageState message = new MessageState(
            1042,
            1099,
            "mira",
            "A text of the usual length. ".repeat(4),
            Instant.parse("2026-01-01T12:00:00.123Z"),
            null,
            false,
            null,
            "0f8fad5b-d9cb-469f-a165-70867728950e",
            List.of(),
            List.of(),
            List.of(),
            false,
            List.of(),
            null,
            List.of());
    private final EncodedChange entry = codec.encode(message);
    private final List<EncodedChange> entries =
            Stream.generate(() -> entry).limit(TEN).toList();
    private final Publication publication = new Publication("0123456789abcdef01234567", entries);
    private final byte[] published = ChannelCodec.encode(publication);

    @Benchmark
    public EncodedChange encodeChange() {
        return codec.encode(message);
    }

    @Benchmark
    public Change decodeChange() {
        return codec.decode(entry);
    }

    @Benchmark
    public byte[] encodeTenChanges() {
        return ChannelCodec.encode(publication);
    }

    @Benchmark
    public Publication decodeTenChanges() {
        return ChannelCodec.decode(published);
    }
}
