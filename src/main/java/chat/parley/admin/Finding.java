package chat.parley.admin;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the doctor found out about one thing.
 *
 * @param id stable, for programs
 * @param detail what was seen, in a sentence
 * @param advice what to do; null if all is well
 */
record Finding(
        String id,
        String title,
        Level level,
        String detail,
        @Nullable String advice) {

    enum Level {
        OK,
        /** Works, but could be safer. */
        ADVICE,
        /** Unsafe, or something does not work. */
        PROBLEM;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is examined, before it is known how it fares. */
    record Subject(String id, String title) {

        Finding ok(String detail) {
            return new Finding(id, title, Level.OK, detail, null);
        }

        Finding advice(String detail, String advice) {
            return new Finding(id, title, Level.ADVICE, detail, advice);
        }

        Finding problem(String detail, String advice) {
            return new Finding(id, title, Level.PROBLEM, detail, advice);
        }
    }
}
