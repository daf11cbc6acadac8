package chat.parley.gateway;

import chat.parley.http.DefectLog;
import chat.parley.http.Problem;
import chat.parley.http.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The failures of frames: logged here, unless they are refusals, and told to the client as HTTP tells them. */
@Component
class Failures {

    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private final DefectLog defects;

    Failures(DefectLog defects) {
        this.defects = defects;
    }

    Problem told(Throwable failure) {
        Problem problem = Problem.of(failure);
        if (problem.code().equals(Problem.INTERNAL)) {
            defects.add("A frame", failure);
        } else if (!(failure instanceof Refusal)) {
            log.warn("A frame could not be served now: {}", failure.toString());
        }
        return problem;
    }
}
