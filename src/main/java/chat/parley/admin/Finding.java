package chat.parley.admin;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of one check of the doctor.
 *
 * @param id stable, for programs
 * @param detail the observation, as a sentence
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
        /** Works, but could be more secure or reliable. */
        ADVICE,
        /** Insecure or not working. */
        PROBLEM;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The thing that a check examines. */
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
