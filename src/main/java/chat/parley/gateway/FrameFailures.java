package chat.parley.gateway;

import chat.parley.http.DefectLog;
import chat.parley.http.FailureLog;
import chat.parley.http.Problem;
import chat.parley.http.Refusal;
import org.springframework.stereotype.Component;

/**
 * Converts the failures of frames to the problems that clients receive, the same as over HTTP, and logs those that are
 * not refusals.
 */
@Component
class FrameFailures {

    private final DefectLog defects;
    private final FailureLog failures;

    FrameFailures(DefectLog defects, FailureLog failures) {
        this.defects = defects;
        this.failures = failures;
    }

    Problem problem(Throwable failure) {
        Problem problem = Problem.of(failure);
        if (problem.code().equals(Problem.INTERNAL)) {
            defects.add("A frame", failure);
        } else if (!(failure instanceof Refusal)) {
            failures.add("A frame could not be handled", failure);
        }
        return problem;
    }
}
