package chat.parley.ops;

import org.springframework.boot.health.contributor.Status;

/**
 * The status of a node that works but needs an operator's attention. It is answered with 200 and does not affect
 * readiness.
 */
final class Degraded {

    static final Status STATUS = new Status("DEGRADED");

    private Degraded() {}
}
