package chat.parley.message;

import chat.parley.http.Refusal;
import java.util.Optional;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Numbers in a request's path and query; what is none, or none that can be, is refused. */
final class Parameters {

    private Parameters() {}

    static Optional<Long> query(ServerRequest request, String name, long least) {
        return request.queryParam(name).map(value -> {
            long number = number(name, value);
            if (number < least) {
                throw Refusal.field(name, "out_of_range", "The parameter " + name + " is at least " + least + ".");
            }
            return number;
        });
    }

    /** A message's number; one that no message can have is nobody's number, not a mistake. */
    static long seq(ServerRequest request) {
        return number("seq", request.pathVariable("seq"));
    }

    private static long number(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw Refusal.field(name, "not_a_number", "The parameter " + name + " must be a whole number.");
        }
    }
}
