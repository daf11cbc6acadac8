package chat.parley.gateway;

import chat.parley.http.Problem;
import chat.parley.http.Refusal;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** The failures of frames: logged here, unless they are refusals, and told to the client as HTTP tells them. */
final class Failures {

    private static final Log log = LogFactory.getLog(Failures.class);

    private Failures() {}

    static Problem told(Throwable failure) {
        Problem problem = Problem.of(failure);
        if (problem.code().equals(Problem.INTERNAL)) {
            log.error("A frame could not be served", failure);
        } else if (!(failure instanceof Refusal)) {
            log.warn("A frame could not be served now: " + failure);
        }
        return problem;
    }
}
