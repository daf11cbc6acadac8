package chat.parley.http;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Logs defects with their stack traces, each cause at most once a minute, so that a client that repeats a failing
 * request cannot fill the disk. The next entry of a cause says how many were omitted. Thread-safe.
 */
@Component
public class DefectLog {

    private static final Logger log = LoggerFactory.getLogger(DefectLog.class);

    private final RepeatedCauses causes;

    public DefectLog(Clock clock) {
        causes = new RepeatedCauses(clock);
    }

    /** @param description names what failed; must not contain data from clients */
    public void add(String description, Throwable error) {
        int omitted = causes.omittedBefore(RepeatedCauses.of(error));
        if (omitted == 0) {
            log.error("{} failed", description, error);
        } else if (omitted > 0) {
            log.error(
                    "{} failed, and {} others with the same cause since it was last logged",
                    description,
                    omitted,
                    error);
        }
    }
}
