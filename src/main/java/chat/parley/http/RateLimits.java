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
import reactor.core.publisher.Mono;

/**
 * Limits rates with token buckets, on this node only. Calls never block: each takes a token or refuses. The number of
 * buckets is bounded; a bucket is evicted when it has had time to refill, which makes it equal to a new one.
 * Thread-safe.
 */
@Component
public class RateLimits {

    private static final Duration ONE_NANOSECOND = Duration.ofNanos(1);
    private static final Duration ONE_MILLISECOND = Duration.ofMillis(1);

    /** The budget of a whole IPv6 /48, as a multiple of that of each /64. */
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
     * @param key the owner of the bucket: an account's id, a name or an address
     * @throws Refusal {@code rate_limited} with the time to wait if the bucket is empty; then nothing is taken
     */
    public void take(Rate rate, Object key) {
        if (limits.enabled()) {
            take(new Key(rate, key, 1));
        }
    }

    /**
     * Takes one token of the address and one of its site, if it has one. An IPv6 site has so many addresses that limits
     * per address would be ineffective.
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
            throw Refusal.rateLimited(roundUp(Duration.ofNanos(probe.getNanosToWaitForRefill())));
        }
    }

    /** Returns how many tokens are missing from the bucket of the address: the used part of its burst. */
    long taken(Rate rate, ClientAddress address) {
        if (!limits.enabled()) {
            return 0;
        }
        return limits.of(rate).burst()
                - buckets.get(new Key(rate, address.key(), 1)).getAvailableTokens();
    }

    /** Returns a token that {@link #take} took, for an action that does not count. */
    public void giveBack(Rate rate, Object key) {
        if (limits.enabled()) {
            buckets.get(new Key(rate, key, 1)).addTokens(1);
        }
    }

    /** Returns the tokens that {@link #take(Rate, ClientAddress)} took. */
    public void giveBack(Rate rate, ClientAddress address) {
        giveBack(rate, address.key());
        if (limits.enabled() && address.siteKey() != null) {
            buckets.get(new Key(rate, address.siteKey(), SITE_FACTOR)).addTokens(1);
        }
    }

    /**
     * Takes one token for an action, and returns it if the action fails because of an invalid field. Nothing has
     * changed then, so attempts to find a valid name do not use up the limit. Any other refusal counts.
     */
    public <T> Mono<T> charge(Rate rate, Object key, Mono<T> action) {
        return chargeWith(() -> take(rate, key), () -> giveBack(rate, key), action);
    }

    /** Does the same with the tokens of an address. */
    public <T> Mono<T> charge(Rate rate, ClientAddress address, Mono<T> action) {
        return chargeWith(() -> take(rate, address), () -> giveBack(rate, address), action);
    }

    private static <T> Mono<T> chargeWith(Runnable take, Runnable giveBack, Mono<T> action) {
        return Mono.defer(() -> {
            take.run();
            return action.doOnError(
                    failure -> failure instanceof Refusal refusal && refusal.code() == Refusal.Code.INVALID,
                    invalid -> giveBack.run());
        });
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

    private static Duration roundUp(Duration wait) {
        return Duration.ofMillis(
                wait.plus(ONE_MILLISECOND).minus(ONE_NANOSECOND).toMillis());
    }

    /** @param factor the budget as a multiple of the rate's setting */
    private record Key(Rate rate, Object key, int factor) {}
}
