package chat.parley.ops;

import org.springframework.boot.health.contributor.Status;

/** Works, but not as well as it should; somebody should look. Answered with 200, and readiness is not touched. */
final class Degraded {

    static final Status STATUS = new Status("DEGRADED");

    private Degraded() {}
}
