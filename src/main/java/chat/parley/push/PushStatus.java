package chat.parley.push;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The state of push notifications, for operators. */
@Component
public class PushStatus {

    private final PushProperties properties;
    private final PushSubscriptions subscriptions;

    PushStatus(PushProperties properties, PushSubscriptions subscriptions) {
        this.properties = properties;
        this.subscriptions = subscriptions;
    }

    public boolean enabled() {
        return properties.enabled();
    }

    /** Returns the number of browsers that receive notifications. */
    public Mono<Long> browsers() {
        return subscriptions.count();
    }

    /** Returns the number of them whose push service did not take the newest notification. */
    public Mono<Long> failing() {
        return subscriptions.countFailing();
    }
}
