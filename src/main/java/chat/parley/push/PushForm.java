package chat.parley.push;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.FieldError;
import chat.parley.session.Session;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a browser sends to subscribe: the fields of its {@code PushSubscription} (the W3C's Push API) and its settings.
 *
 * @param text whether notifications contain names and texts; not if missing
 * @param quiet null for none
 */
record PushForm(
        @Nullable String endpoint,
        @Nullable Keys keys,
        @Nullable Boolean text,
        @Nullable Quiet quiet) {

    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_-]{1,64}");
    private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d");
    private static final int MAX_ENDPOINT = 2_048;
    private static final int MAX_ZONE = 64;

    record Keys(@Nullable String p256dh, @Nullable String auth) {}

    /**
     * @param from a local time, such as {@code 22:00}
     * @param zone a name of the time zone database, such as {@code Europe/Berlin}
     */
    record Quiet(
            @Nullable String from,
            @Nullable String until,
            @Nullable String zone) {}

    /** @throws Refusal {@code invalid} with all invalid fields */
    PushSubscription subscription(String name, Session session, String userAgent) {
        List<FieldError> errors = new ArrayList<>();
        URI address = parsedEndpoint();
        BrowserKeys browser = browserKeys();
        QuietHours hours = quiet == null ? null : quietHours(quiet);
        check(errors, NAME.matcher(name).matches(), "id", "id_invalid");
        check(errors, address != null, "endpoint", "endpoint_invalid");
        check(errors, browser.isPublicKeyValid(), "keys.p256dh", "key_invalid");
        check(errors, browser.isAuthValid(), "keys.auth", "key_invalid");
        check(errors, quiet == null || hours != null, "quiet", "quiet_invalid");
        if (address == null || !errors.isEmpty()) {
            throw Refusal.invalid("This isn't a valid push subscription.", errors);
        }
        return new PushSubscription(
                0,
                session.account().id(),
                name,
                session.id(),
                address,
                browser,
                userAgent,
                Instant.EPOCH,
                Boolean.TRUE.equals(text),
                hours,
                0);
    }

    private static void check(List<FieldError> errors, boolean valid, String field, String code) {
        if (!valid) {
            errors.add(new FieldError(field, code));
        }
    }

    private @Nullable URI parsedEndpoint() {
        if (endpoint == null || endpoint.length() > MAX_ENDPOINT) {
            return null;
        }
        try {
            URI address = new URI(endpoint);
            boolean usable = "https".equals(address.getScheme())
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawFragment() == null
                    && endpoint.chars().allMatch(character -> character > ' ' && character < 0x7f);
            return usable ? address : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private BrowserKeys browserKeys() {
        String p256dh = keys == null || keys.p256dh() == null ? "" : keys.p256dh();
        String auth = keys == null || keys.auth() == null ? "" : keys.auth();
        return new BrowserKeys(p256dh, auth);
    }

    private static @Nullable QuietHours quietHours(Quiet quiet) {
        if (quiet.zone() == null || quiet.zone().length() > MAX_ZONE) {
            return null;
        }
        try {
            return new QuietHours(minutes(quiet.from()), minutes(quiet.until()), ZoneId.of(quiet.zone()));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int minutes(@Nullable String time) {
        if (time == null || !TIME.matcher(time).matches()) {
            throw new DateTimeParseException("Not a time such as 22:00", String.valueOf(time), 0);
        }
        return LocalTime.parse(time).toSecondOfDay() / 60;
    }
}
