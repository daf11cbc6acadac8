package chat.parley.task;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.SplittableRandom;
import org.springframework.stereotype.Component;

/** Changes durations by up to a fifth, so that nodes and tasks spread out. Thread-safe; does not block. */
@Component
class Jitter {

    private static final double MAX_CHANGE = 0.2;

    private final SplittableRandom random;

    Jitter(SecureRandom random) {
        this.random = new SplittableRandom(random.nextLong());
    }

    synchronized Duration of(Duration duration) {
        double factor = 1 - MAX_CHANGE + 2 * MAX_CHANGE * random.nextDouble();
        return Duration.ofMillis(Math.round(duration.toMillis() * factor));
    }
}
