package chat.parley.app;

import java.security.DrbgParameters;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Time and randomness, injected everywhere else. */
@Configuration(proxyBeanMethods = false)
class Ambient {

    private static final int STRENGTH = 256;

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /**
     * Seeded by the system now, computed from then on, and so never blocks: the platform's default reads a file for its
     * numbers.
     */
    @Bean
    SecureRandom random() throws NoSuchAlgorithmException {
        SecureRandom random = SecureRandom.getInstance(
                "DRBG", DrbgParameters.instantiation(STRENGTH, DrbgParameters.Capability.RESEED_ONLY, null));
        random.nextLong();
        return random;
    }
}
