package chat.parley.gateway;

import chat.parley.hub.Spans;
import chat.parley.roomlog.EncodedChange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** Decoding and encoding the frames of one post. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameBenchmark {

    private static final String TEXT = "A text of the usual length. ".repeat(4);
    private static final String NONCE = "0f8fad5b-d9cb-469f-a165-70867728950e";

    private final FrameCodec frames = new FrameCodec(JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build());
    private final ParleyDialect dialect = new ParleyDialect(frames);
    private final byte[] post = ("{\"type\":\"post\",\"ref\":\"17\",\"room\":\"general\",\"nonce\":\"" + NONCE
                    + "\",\"text\":\"" + TEXT + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    private final ServerFrame.Posted posted =
            new ServerFrame.Posted("17", "general", 1042, 1099, Instant.parse("2026-01-01T12:00:00.123Z"));
    private final EncodedChange entry = new EncodedChange(
            1099,
            EncodedChange.Kind.MESSAGE,
            ("{\"message\":{\"seq\":1042,\"revision\":1099,\"author\":\"mira\",\"text\":\"" + TEXT + "\",\"nonce\":\""
                            + NONCE + "\"}}")
                    .getBytes(StandardCharsets.UTF_8));

    @Benchmark
    public ClientFrame readPost() {
        return frames.decode(post, ClientFrame.class);
    }

    @Benchmark
    public byte[] writePosted() {
        return frames.encode(posted);
    }

    @Benchmark
    public List<byte[]> writeChanged() {
        return dialect.encode("general", Spans.live("general", entry));
    }
}
