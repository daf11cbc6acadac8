package chat.parley.http;

import chat.parley.http.Refusal.FieldError;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457). Safe to show to the client, whatever the cause.
 *
 * @param status the HTTP status
 * @param code stable, for programs; {@code internal} for a defect
 * @param detail for people
 * @param errors the invalid fields; empty if none in particular is invalid
 * @param retryAfterMs how long to wait before trying again; null if waiting does not help
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"type", "title", "status", "detail", "code", "errors", "retry_after_ms"})
public record Problem(
        int status,
        String title,
        String detail,
        String code,
        List<FieldError> errors,
        @Nullable Long retryAfterMs) {

    public static final String INTERNAL = "internal";

    /** Always {@code about:blank}: the code identifies the problem, and there is no page about it. */
    public String getType() {
        return "about:blank";
    }

    public static Problem of(Refusal refusal) {
        Refusal.Code code = refusal.code();
        Duration wait = refusal.retryAfter();
        return new Problem(
                code.status(),
                code.title(),
                refusal.detail(),
                code.wire(),
                refusal.errors(),
                wait == null ? null : wait.toMillis());
    }

    /** Maps any failure to a problem; see {@link Problems}. */
    public static Problem of(Throwable error) {
        return Problems.of(error);
    }

    static Problem internal() {
        return new Problem(
                500, "Server error", "Something went wrong here. It has been logged.", INTERNAL, List.of(), null);
    }
}
