package chat.parley.hub;

import chat.parley.roomlog.EncodedChange;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Adding a change to a live room's window, and reading it from a cursor at its head or far behind. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WindowBenchmark {

    private static final int BYTES = 300;

    private final Window window = new Window(0, () -> Window.MAX_BYTES);
    private final byte[] json = new byte[BYTES];

    @Setup
    public void fill() {
        for (int i = 0; i < Window.MAX_RANGES; i++) {
            append();
        }
    }

    @Benchmark
    public void append() {
        window.append(RevisionRange.of("room", new EncodedChange(window.head() + 1, EncodedChange.Kind.MESSAGE, json)));
    }

    @Benchmark
    public List<RevisionRange> nextAtTheHead() {
        return window.after(window.head() - 1, Long.MAX_VALUE, 0);
    }

    @Benchmark
    public List<RevisionRange> nextFarBehind() {
        return window.after(window.head() - Window.MAX_RANGES + 1, Long.MAX_VALUE, 0);
    }
}
