package chat.parley.faults;

import chat.parley.faults.Violation.Kind;
import java.util.List;

/** Receives the violations that a check finds. */
@FunctionalInterface
interface ViolationReport {

    void add(Kind kind, String description);

    /** Returns a report that starts each description with a subject. */
    default ViolationReport about(String subject) {
        return (kind, description) -> add(kind, subject + " " + description);
    }

    static ViolationReport into(List<Violation> violations) {
        return (kind, description) -> violations.add(new Violation(kind, description));
    }
}
