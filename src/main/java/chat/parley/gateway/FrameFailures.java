package chat.parley.gateway;

import chat.parley.http.DefectLog;
import chat.parley.http.Problem;
import chat.parley.http.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Converts the failures of frames to the problems that clients receive, the same as over HTTP, and logs those that are
 * not refusals.
 */
@Component
class FrameFailures {

    private static final Logger log = LoggerFactory.getLogger(FrameFailures.class);

    private final DefectLog defects;

    FrameFailures(DefectLog defects) {
        this.defects = defects;
    }

    Problem problem(Throwable failure) {
        Problem problem = Problem.of(failure);
        if (problem.code().equals(Problem.INTERNAL)) {
            defects.add("A frame", failure);
        } else if (!(failure instanceof Refusal)) {
            log.warn("A frame could not be handled: {}", failure.toString());
        }
        return problem;
    }
}
