package chat.parley.push;

import chat.parley.session.Session;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as its account sees it. Its endpoint is a secret between browser and server, so only the host is
 * shown.
 *
 * @param service the host of the push service
 * @param current whether it belongs to the session of the request
 * @param failing whether the newest attempt to reach the push service failed
 */
record PushBody(
        String id,
        String service,
        String userAgent,
        Instant createdAt,
        boolean current,
        boolean text,
        @JsonInclude(JsonInclude.Include.NON_NULL) PushForm.@Nullable Quiet quiet,
        boolean failing) {

    /**
     * @param publicKey the key with which a browser subscribes; null if push is turned off
     * @param subscriptions the oldest first
     */
    record Page(@Nullable String publicKey, List<PushBody> subscriptions) {}

    static PushBody of(PushSubscription subscription, Session session) {
        return new PushBody(
                subscription.name(),
                subscription.endpoint().getHost(),
                subscription.userAgent(),
                subscription.createdAt(),
                subscription.session().equals(session.id()),
                subscription.showText(),
                quiet(subscription.quiet()),
                subscription.failures() > 0);
    }

    private static PushForm.@Nullable Quiet quiet(@Nullable QuietHours hours) {
        return hours == null
                ? null
                : new PushForm.Quiet(
                        time(hours.from()), time(hours.until()), hours.zone().getId());
    }

    private static String time(int minutes) {
        return LocalTime.ofSecondOfDay(minutes * 60L).toString();
    }
}
