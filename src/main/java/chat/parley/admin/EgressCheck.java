package chat.parley.admin;

import chat.parley.admin.Finding.Subject;
import chat.parley.egress.EgressProperties;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reports which addresses the server may call. The settings are a choice, so no finding is worse than OK. */
@Component
class EgressCheck {

    private static final Subject REQUESTS = new Subject("egress", "Outgoing requests");

    private final EgressProperties properties;

    EgressCheck(EgressProperties properties) {
        this.properties = properties;
    }

    Mono<Finding> examine() {
        return Mono.fromSupplier(() -> REQUESTS.ok(addresses() + " Ports: " + ports() + " (parley.egress.ports)."));
    }

    private String addresses() {
        return properties.allow().isEmpty()
                ? "Addresses that people enter are called only if they are public."
                : "Addresses that people enter are called only if they are public or in "
                        + String.join(", ", properties.allow()) + " (parley.egress.allow).";
    }

    private String ports() {
        return String.join(
                ", ", properties.ports().stream().map(String::valueOf).toList());
    }
}
