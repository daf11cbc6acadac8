package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LimitTest {

    @Test
    void limitIsParsed() {
        assertThat(Limit.valueOf("20 per 1s, burst 100")).isEqualTo(new Limit(20, Duration.ofSeconds(1), 100));
        assertThat(Limit.valueOf("5 per 10m")).isEqualTo(new Limit(5, Duration.ofMinutes(10), 5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "20", "20/s", "0 per 1s", "-1 per 1s", "20 per 0s", "20 per 1s, burst 0", "20 per fortnight"
            })
    void invalidLimitIsRejectedAtTheStart(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Limit.valueOf(text));
    }

    @Test
    void settingsReplaceDefaultsIndividually() {
        Binder binder = new Binder(new MapConfigurationPropertySource(
                Map.of("parley.limits.sign-ups", "3 per 1h", "parley.limits.enabled", "false")));

        LimitProperties limits = binder.bindOrCreate("parley.limits", LimitProperties.class);

        assertThat(limits.enabled()).isFalse();
        assertThat(limits.of(Rate.SIGN_UP)).isEqualTo(new Limit(3, Duration.ofHours(1), 3));
        assertThat(limits.of(Rate.POST)).isEqualTo(new Limit(20, Duration.ofSeconds(1), 100));
    }
}
