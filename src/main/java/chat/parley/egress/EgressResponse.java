package chat.parley.egress;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The response of another server.
 *
 * @param url the URL that was called last, after all redirects
 * @param headers the first value of each header, by its name in lower case
 * @param body inflated, at most as long as the request permits
 * @param cut whether the body was longer
 */
public record EgressResponse(URI url, int status, Map<String, String> headers, byte[] body, boolean cut) {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    public boolean isOk() {
        return status / 100 == 2;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Returns how long to wait before the next request ({@code Retry-After}, RFC 9110 section 10.2.3). */
    public Optional<Duration> retryAfter(Instant now) {
        return header("retry-after").map(String::strip).flatMap(value -> delay(value, now));
    }

    private static Optional<Duration> delay(String value, Instant now) {
        if (SECONDS.matcher(value).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }
}
