package chat.parley.http;

import java.util.Optional;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Reads numbers from a request's path and query; values that are malformed or too small are refused. */
public final class NumericParameters {

    private NumericParameters() {}

    public static Optional<Long> query(ServerRequest request, String name, long minimum) {
        return request.queryParam(name).map(value -> {
            long number = number(name, value);
            if (number < minimum) {
                throw Refusal.field(
                        name, "out_of_range", "The parameter " + name + " must be at least " + minimum + ".");
            }
            return number;
        });
    }

    /** Reads a message number. A number out of range is not malformed; it just belongs to no message. */
    public static long seq(ServerRequest request) {
        return number("seq", request.pathVariable("seq"));
    }

    /** Reads the number of a preview. One out of range belongs to no preview. */
    public static int preview(ServerRequest request) {
        long number = number("number", request.pathVariable("number"));
        return number == (int) number ? (int) number : 0;
    }

    /** Reads the id of a reminder. */
    public static long reminder(ServerRequest request) {
        return number("id", request.pathVariable("id"));
    }

    /** Returns the whole number that a text is; empty if it is none. */
    public static Optional<Long> parse(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static long number(String name, String value) {
        return parse(value)
                .orElseThrow(() ->
                        Refusal.field(name, "not_a_number", "The parameter " + name + " must be a whole number."));
    }
}
