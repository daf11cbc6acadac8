package chat.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final HashingPool hashing = new HashingPool(new HashingProperties(1, 1));
    private final Passwords passwords = new Passwords(hashing);

    @AfterEach
    void stop() {
        hashing.destroy();
    }

    @Test
    void passwordMatchesOnlyItsOwnHash() {
        String hash = passwords.hash("zebra-42-lamp").block(LIMIT);

        assertThat(passwords.matches("zebra-42-lamp", hash).block(LIMIT)).isTrue();
        assertThat(passwords.matches("zebra-42-lamb", hash).block(LIMIT)).isFalse();
    }

    @Test
    void passwordWithUnpairedSurrogateMatchesNothing() {
        String hash = passwords.hash("zebra-42-lamp?").block(LIMIT);

        assertThat(passwords.matches("zebra-42-lamp\uD800", hash).block(LIMIT)).isFalse();
        assertThat(passwords.matches("zebra-42-lamp\uD800", null).block(LIMIT)).isFalse();
    }

    @Test
    void noPasswordMatchesWithoutAHash() {
        assertThat(passwords.matches("zebra-42-lamp", null).block(LIMIT)).isFalse();
    }

    @Test
    void comparisonWithoutAHashCostsTheSame() {
        String hash = Objects.requireNonNull(passwords.hash("zebra-42-lamp").block(LIMIT));

        assertThat(Passwords.DUMMY_HASH).hasSameSizeAs(hash).startsWith(parameters(hash));
    }

    /** Returns the algorithm, version and cost parameters of the hash. */
    private static String parameters(String hash) {
        return hash.substring(0, hash.indexOf('$', hash.indexOf(",p=")) + 1);
    }
}
