package chat.parley.roomlog;

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

/** A stored message to its wire form, and ten of them on the way between nodes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EntryBenchmark {

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
            false);
    private final Entry entry = codec.encode(message);
    private final List<Entry> entries = Stream.generate(() -> entry).limit(TEN).toList();
    private final byte[] published = Entries.encode(entries);

    @Benchmark
    public Entry encodeChange() {
        return codec.encode(message);
    }

    @Benchmark
    public Change decodeChange() {
        return codec.decode(entry);
    }

    @Benchmark
    public byte[] encodeTenEntries() {
        return Entries.encode(entries);
    }

    @Benchmark
    public List<Entry> decodeTenEntries() {
        return Entries.decode(published);
    }
}
