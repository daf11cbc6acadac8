package chat.parley.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The balancers and proxies in front of the nodes.
 *
 * @param trusted their addresses and networks in CIDR notation; forwarded headers are used only if one of these sent
 *     them. By default none is trusted, or, with {@code server.forward-headers-strategy}, loopback and private networks
 * @param headers which headers the proxies set; others are ignored, because a proxy may pass on what a client wrote
 *     there
 */
@ConfigurationProperties("parley.proxies")
public record ProxyProperties(
        @Nullable List<String> trusted,
        @DefaultValue("x-forwarded") Headers headers) {

    public ProxyProperties {
        if (trusted != null) {
            trusted = trusted.stream().map(String::strip).toList();
            trusted.forEach(ProxyProperties::check);
        }
    }

    /** The headers in which proxies describe the original request. */
    public enum Headers {
        /** {@code X-Forwarded-For}, {@code -Proto}, {@code -Host}, {@code -Port}, {@code -Prefix} and {@code -Ssl}. */
        X_FORWARDED,
        /** {@code Forwarded} (RFC 7239). */
        FORWARDED
    }

    private static void check(String network) {
        try {
            AddressRange.of(network);
        } catch (IllegalArgumentException e) {
            Assert.isTrue(false, () -> "parley.proxies.trusted: " + e.getMessage());
        }
    }
}
