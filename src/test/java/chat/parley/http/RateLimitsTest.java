package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RateLimitsTest {

    private final ManualTime time = new ManualTime();
    private final RateLimits limits = limits(Map.of());

    @Test
    void burstPassesBeforeTheRateApplies() {
        for (int i = 0; i < 100; i++) {
            limits.take(Rate.POST, 1L);
        }

        assertThat(wait(limits, Rate.POST, 1L)).isEqualTo(Duration.ofMillis(50));
        time.passes(Duration.ofMillis(50));
        assertThatCode(() -> limits.take(Rate.POST, 1L)).doesNotThrowAnyException();
        assertThat(wait(limits, Rate.POST, 1L)).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void bucketsAreSeparateByKeyAndRate() {
        exhaust(Rate.POST, 1L);

        assertThatCode(() -> limits.take(Rate.POST, 2L)).doesNotThrowAnyException();
        assertThatCode(() -> limits.take(Rate.CREATE_ROOM, 1L)).doesNotThrowAnyException();
    }

    @Test
    void returnedTokenCanBeTakenAgain() {
        exhaust(Rate.LOG_IN_BY_NAME, "alice");

        limits.giveBack(Rate.LOG_IN_BY_NAME, "alice");

        assertThatCode(() -> limits.take(Rate.LOG_IN_BY_NAME, "alice")).doesNotThrowAnyException();
        assertThat(wait(limits, Rate.LOG_IN_BY_NAME, "alice")).isPositive();
    }

    @Test
    void networksOfOneSiteShareALargerBudget() {
        long let = IntStream.range(0, 65_536)
                .filter(network -> passes(new ClientAddress("of the site", "network " + network, "site")))
                .count();

        assertThat(let).isEqualTo(50 * 16);
        assertThat(passes(new ClientAddress("of another", "network", "other site")))
                .isTrue();
    }

    @Test
    void refusalForTheSiteReturnsTheToken() {
        IntStream.range(0, 50 * 16).forEach(i -> limits.take(Rate.SIGN_UP, new ClientAddress("", "n" + i, "site")));

        assertThat(passes(new ClientAddress("", "late", "site"))).isFalse();

        IntStream.range(0, 50).forEach(i -> limits.take(Rate.SIGN_UP, "late"));
    }

    private boolean passes(ClientAddress address) {
        try {
            limits.take(Rate.SIGN_UP, address);
            return true;
        } catch (Refusal tooMany) {
            return false;
        }
    }

    @Test
    void disabledLimitsRefuseNothing() {
        RateLimits off = limits(Map.of("parley.limits.enabled", "false"));

        for (int i = 0; i < 1_000; i++) {
            off.take(Rate.SIGN_UP, "10.0.0.1");
        }
    }

    private void exhaust(Rate rate, Object key) {
        while (wait(limits, rate, key).isZero()) {}
    }

    /** Takes a token and returns how long it would have had to wait for one. */
    private static Duration wait(RateLimits limits, Rate rate, Object key) {
        try {
            limits.take(rate, key);
            return Duration.ZERO;
        } catch (Refusal refusal) {
            assertThat(refusal.code()).isEqualTo(Refusal.Code.RATE_LIMITED);
            Duration wait = refusal.retryAfter();
            assertThat(wait).isNotNull();
            return wait == null ? Duration.ZERO : wait;
        }
    }

    private RateLimits limits(Map<String, String> settings) {
        Binder binder = new Binder(new MapConfigurationPropertySource(settings));
        return new RateLimits(binder.bindOrCreate("parley.limits", LimitProperties.class), time);
    }

    private static final class ManualTime implements TimeMeter {

        private long nanos;

        void passes(Duration duration) {
            nanos += duration.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
