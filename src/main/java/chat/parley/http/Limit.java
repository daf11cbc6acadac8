package chat.parley.http;

import io.github.bucket4j.Bandwidth;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/**
 * A rate limit, written as {@code 20 per 1s, burst 100}: a token bucket that holds the burst and refills steadily with
 * the amount per period. The burst defaults to the amount.
 */
public record Limit(long amount, Duration period, long burst) {

    private static final Pattern FORMAT = Pattern.compile("(\\d{1,9}) per (\\w+)(?:, burst (\\d{1,9}))?");

    private static final Duration MAX_PERIOD = Duration.ofDays(366);

    public Limit {
        if (period.compareTo(MAX_PERIOD) > 0) {
            throw new IllegalArgumentException("The period of a limit must be at most a year");
        }
        if (amount < 1 || burst < 1 || period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("A limit needs an amount, a period and a burst above zero");
        }
    }

    /** Parses the form in the class comment. Spring Boot's binder finds this method by its name. */
    public static Limit valueOf(String text) {
        Matcher match = FORMAT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!match.matches()) {
            throw new IllegalArgumentException("Not a limit such as '20 per 1s, burst 100': " + text);
        }
        long amount = Long.parseLong(match.group(1));
        String burst = match.group(3);
        return new Limit(
                amount, DurationStyle.detectAndParse(match.group(2)), burst == null ? amount : Long.parseLong(burst));
    }

    Limit times(int factor) {
        return new Limit(amount * factor, period, burst * factor);
    }

    Bandwidth bandwidth() {
        return Bandwidth.builder().capacity(burst).refillGreedy(amount, period).build();
    }

    /** Returns how long an empty bucket takes to refill. A bucket that was not used for so long need not be kept. */
    Duration timeToFill() {
        return period.multipliedBy(burst).dividedBy(amount);
    }
}
