package chat.parley;

import java.security.DrbgParameters;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides the clock and the source of randomness that all other packages have injected. */
@Configuration(proxyBeanMethods = false)
class ClockConfiguration {

    private static final int STRENGTH = 256;

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /**
     * Returns a DRBG that the system seeds once, here, and that never blocks afterwards; the platform's default reads
     * its numbers from a file.
     */
    @Bean
    SecureRandom random() throws NoSuchAlgorithmException {
        SecureRandom random = SecureRandom.getInstance(
                "DRBG", DrbgParameters.instantiation(STRENGTH, DrbgParameters.Capability.RESEED_ONLY, null));
        random.nextLong();
        return random;
    }
}
