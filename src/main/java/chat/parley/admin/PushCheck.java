package chat.parley.admin;

import chat.parley.admin.Finding.Subject;
import chat.parley.http.Https;
import chat.parley.push.PushStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Checks whether browsers can be notified while Parley is closed. */
@Component
class PushCheck {

    private static final Subject PUSH = new Subject("push", "Push notifications");

    private final PushStatus push;

    PushCheck(PushStatus push) {
        this.push = push;
    }

    Mono<Finding> examine(ServerHttpRequest request) {
        if (!push.enabled()) {
            return Mono.just(PUSH.ok("They are turned off (parley.push.enabled)."));
        }
        return Https.isUsed(request) || NetworkCheck.isLoopback(request)
                ? Mono.zip(push.browsers(), push.failing()).map(counts -> of(counts.getT1(), counts.getT2()))
                : Mono.just(PUSH.advice(
                        "This page was requested without TLS, and browsers subscribe on https pages only.",
                        "Make the site available at an https address, and set parley.public-url to it."));
    }

    private static Finding of(long browsers, long failing) {
        String state = "Browsers that receive them: " + browsers + ".";
        return failing * 2 <= browsers
                ? PUSH.ok(state)
                : PUSH.advice(
                        state + " The newest one could not be sent to " + failing + " of them.",
                        "Check that this server can open connections to the internet (port 443), and set"
                                + " parley.push.contact to an address of yours, which some push services require.");
    }
}
