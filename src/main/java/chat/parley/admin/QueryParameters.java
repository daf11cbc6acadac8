package chat.parley.admin;

import chat.parley.http.NumericParameters;
import chat.parley.http.Refusal;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Reads and validates query parameters. */
final class QueryParameters {

    private static final int MAX_LENGTH = 256;

    private QueryParameters() {}

    /** Returns an empty string if the parameter is missing. */
    static String text(ServerRequest request, String name) {
        String value = request.queryParam(name).orElse("");
        if (value.length() > MAX_LENGTH || value.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.field(name, "invalid", "This is too long or isn't text.");
        }
        return value;
    }

    /** Returns {@link Long#MAX_VALUE} if the parameter is missing. */
    static long before(ServerRequest request) {
        String value = request.queryParam("before").orElse("");
        return value.isEmpty()
                ? Long.MAX_VALUE
                : NumericParameters.parse(value)
                        .orElseThrow(() -> Refusal.field("before", "invalid", "This isn't a number."));
    }
}
