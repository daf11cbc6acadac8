package chat.parley.support;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.http.Refusal;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Texts that are expensive to check, and an assertion about the time that they occupy an event loop. */
public final class WorstInputs {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Duration MAX_TIME = Duration.ofMillis(1);

    /** Time allowed until the code is compiled, on a machine whose compiler has to wait for other loads. */
    private static final Duration MEASURE_TIMEOUT = Duration.ofSeconds(20);

    /** Repeated up to the length of a field. */
    private static final List<String> PARTS = List.of(
            "a",
            "Ω ",
            "A\u0301\u0323",
            "\u0323\u0301",
            "\u0315\u0300\u05AE\u0300\u0062",
            "\uD834\uDD60",
            "\uD800",
            "\u200D",
            "क्\u200D",
            "👩🏽\u200D💻\uFE0F\u200D",
            "🏽",
            "\u202E\u2066",
            "שלום",
            "\uFDFA",
            "\u0390",
            "가각",
            "한\u11A8",
            "(",
            "[",
            "[](",
            "![a](",
            "<",
            "**",
            "_*",
            "||",
            "`",
            "``` ",
            "\n",
            "\n> ",
            "\n- ",
            "| |\n",
            "\\",
            "-",
            "_.-",
            " ",
            "\t\u00A0",
            "@",
            "a@",
            "@a ",
            "@a_b.c-d",
            "@漢字",
            "#a ",
            ":+1:",
            "https://a.b/",
            "https://a.b/c?d=e&f=(g) ",
            "www.",
            "a.a",
            "from:",
            "in:#",
            "\"a\" ",
            "-a ");

    /** Those parts that need the most processing, each in another way. */
    private static final List<String> WORST = List.of(
            "a",
            "\u0345\u0334",
            "\u0323\u0301",
            "क्\u200D",
            "👩🏽\u200D💻\uFE0F\u200D",
            "\uFDFA",
            "한\u11A8",
            "[](",
            "\"a\" ",
            "@a_b.c-d");

    private WorstInputs() {}

    /** Returns well-formed texts of about this length that are expensive to process. */
    public static List<String> texts(int length) {
        return WORST.stream()
                .map(part -> "x" + part.repeat(Math.max(1, (length - 1) / part.length())))
                .toList();
    }

    /**
     * Fails if any check of a text of this length, well-formed or not, occupies an event loop for a millisecond.
     * Measures processor time, and the fastest of many checks, which represents compiled code on an idle machine.
     */
    public static void assertQuick(int length, Consumer<String> check) {
        PARTS.forEach(part -> {
            String text = "x" + part.repeat(length).substring(0, length - 1);
            assertThat(least(text, check))
                    .as("%d characters of %s", length, Json.write(part))
                    .isLessThan(MAX_TIME);
        });
    }

    private static Duration least(String text, Consumer<String> check) {
        return least(MAX_TIME, () -> nanos(text, check));
    }

    /** Repeats work until it takes less than the limit, for as long as its code may still have to be compiled. */
    public static Duration least(Duration limit, LongSupplier nanos) {
        long end = System.nanoTime() + MEASURE_TIMEOUT.toNanos();
        long least = nanos.getAsLong();
        while (least >= limit.toNanos() && System.nanoTime() < end) {
            least = Math.min(least, nanos.getAsLong());
        }
        return Duration.ofNanos(least);
    }

    private static long nanos(String text, Consumer<String> check) {
        long startedAt = THREADS.getCurrentThreadCpuTime();
        try {
            check.accept(text);
        } catch (Refusal refused) {
            assertThat(refused.errors()).isNotNull();
        }
        return THREADS.getCurrentThreadCpuTime() - startedAt;
    }
}
