package chat.parley.admin;

import chat.parley.http.Refusal;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Query parameters, checked. */
final class Asked {

    private static final int LONGEST = 256;

    private Asked() {}

    /** Empty when it is not there. */
    static String text(ServerRequest request, String name) {
        String value = request.queryParam(name).orElse("");
        if (value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.field(name, "invalid", "This is too long, or no text.");
        }
        return value;
    }

    /** As great as can be when it is not there. */
    static long before(ServerRequest request) {
        String value = request.queryParam("before").orElse("");
        try {
            return value.isEmpty() ? Long.MAX_VALUE : Long.parseLong(value);
        } catch (NumberFormatException notANumber) {
            throw Refusal.field("before", "invalid", "This is no number.");
        }
    }
}
