package chat.parley.push;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A browser of an account that receives notifications.
 *
 * @param name the id that the browser chose, unique for the account
 * @param session the id of the session with which it ends
 * @param endpoint the address at its push service, which only this server and the browser know
 * @param quiet null without quiet hours
 * @param failures the number of failed attempts since the last success
 */
record PushSubscription(
        long id,
        long account,
        String name,
        String session,
        URI endpoint,
        BrowserKeys keys,
        String userAgent,
        Instant createdAt,
        boolean showText,
        @Nullable QuietHours quiet,
        int failures) {}
