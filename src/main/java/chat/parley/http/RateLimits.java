package chat.parley.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How often somebody may do something, counted by this node in token buckets. Nothing waits and nothing blocks: a
 * call takes a token or refuses. The buckets are bounded in number; one that has had time to fill is forgotten, which
 * nobody can tell from a full one.
 */
@Component
public class RateLimits {

    private static final Duration ONE_NANOSECOND = Duration.ofNanos(1);
    private static final Duration ONE_MILLISECOND = Duration.ofMillis(1);

    /** How much more a whole /48 of IPv6 may do than each /64 in it. */
    private static final int SITE_FACTOR = 16;

    private final LimitProperties limits;
    private final TimeMeter time;
    private final LoadingCache<Key, Bucket> buckets;

    @Autowired
    RateLimits(LimitProperties limits) {
        this(limits, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimits(LimitProperties limits, TimeMeter time) {
        this.limits = limits;
        this.time = time;
        buckets = Caffeine.newBuilder()
                .maximumSize(limits.keys())
                .expireAfterAccess(longestTimeToFill(limits))
                .build(this::fullBucket);
    }

    /**
     * Takes one token.
     *
     * @param key whose token: an account's id, a name or an address
     * @throws Refusal {@code rate_limited} with the time to wait, when there is none; then nothing is taken
     */
    public void take(Rate rate, Object key) {
        if (limits.enabled()) {
            take(new Key(rate, key, 1));
        }
    }

    /**
     * Takes one token of an address, and one of the site to which it belongs, if there is one: a site of IPv6 has so many
     * addresses that a budget for each would be none.
     *
     * @throws Refusal {@code rate_limited}; then nothing is taken
     */
    public void take(Rate rate, ClientAddress address) {
        take(rate, address.key());
        if (limits.enabled() && address.siteKey() != null) {
            try {
                take(new Key(rate, address.siteKey(), SITE_FACTOR));
            } catch (Refusal tooMany) {
                giveBack(rate, address.key());
                throw tooMany;
            }
        }
    }

    private void take(Key key) {
        ConsumptionProbe probe = buckets.get(key).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw Refusal.rateLimited(roundedUp(Duration.ofNanos(probe.getNanosToWaitForRefill())));
        }
    }

    /** Gives a token back that {@link #take} took, because what it was taken for does not count. */
    public void giveBack(Rate rate, Object key) {
        if (limits.enabled()) {
            buckets.get(new Key(rate, key, 1)).addTokens(1);
        }
    }

    private Bucket fullBucket(Key key) {
        return Bucket.builder()
                .addLimit(limits.of(key.rate()).times(key.factor()).bandwidth())
                .withCustomTimePrecision(time)
                .build();
    }

    private static Duration longestTimeToFill(LimitProperties limits) {
        return Arrays.stream(Rate.values())
                .map(rate -> limits.of(rate).timeToFill())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Duration roundedUp(Duration wait) {
        return Duration.ofMillis(
                wait.plus(ONE_MILLISECOND).minus(ONE_NANOSECOND).toMillis());
    }

    /** @param factor by how much the budget is larger than the rate's setting */
    private record Key(Rate rate, Object key, int factor) {}
}
