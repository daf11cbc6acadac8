package chat.parley.faults;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the texts that the server has said to be stored, and knows the longest that anybody has waited for that. */
final class Acknowledgements {

    private final AtomicLong count = new AtomicLong();
    private final AtomicLong longest = new AtomicLong();

    void count(Duration wait) {
        count.incrementAndGet();
        longest.accumulateAndGet(wait.toMillis(), Math::max);
    }

    long count() {
        return count.get();
    }

    Duration longestWait() {
        return Duration.ofMillis(longest.get());
    }
}
