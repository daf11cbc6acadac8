package chat.parley.push;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The settings {@code parley.push.*}.
 *
 * @param enabled whether browsers can subscribe, and notifications are sent
 * @param contact the address at which operators of push services reach the operator of this installation, {@code
 *     mailto:…} or {@code https://…}; the public URL if missing
 * @param delay how long a message waits to be read on another device before browsers are notified
 * @param lifetime how long push services keep notifications for a device without a network
 */
@ConfigurationProperties("parley.push")
record PushProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String contact,
        @DefaultValue("3s") Duration delay,
        @DefaultValue("1d") Duration lifetime) {

    PushProperties {
        contact = contact == null || contact.isBlank() ? null : contact.strip();
        Assert.isTrue(
                contact == null || isContact(contact),
                "parley.push.contact must be an address that begins with mailto: or https:");
        Assert.isTrue(
                delay.toMillis() > 0 && delay.compareTo(Duration.ofMinutes(10)) <= 0,
                "parley.push.delay must be positive, and 10 minutes or less");
        Assert.isTrue(
                lifetime.toSeconds() > 0 && lifetime.compareTo(Duration.ofDays(28)) <= 0,
                "parley.push.lifetime must be a second or more, and 28 days or less");
    }

    private static boolean isContact(String text) {
        try {
            String scheme = URI.create(text).getScheme();
            return "mailto".equals(scheme) || "https".equals(scheme);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
