package chat.parley.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Decides which peers are trusted to send forwarded headers. */
@Component
public class TrustedProxies {

    private static final String STRATEGY = "server.forward-headers-strategy";

    /** Loopback, private and link-local networks of IPv4 and IPv6. */
    private static final List<String> NEAR = List.of(
            "127.0.0.0/8",
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "169.254.0.0/16",
            "::1",
            "fc00::/7",
            "fe80::/10");

    private final List<AddressRange> ranges;
    private final ProxyProperties.Headers headers;

    TrustedProxies(ProxyProperties properties, Environment environment) {
        List<String> networks = properties.trusted() != null
                ? properties.trusted()
                : headersAreExpected(environment) ? NEAR : List.of();
        ranges = networks.stream().map(AddressRange::of).toList();
        headers = properties.headers();
    }

    /**
     * Whether the configuration expects forwarded headers, as former versions did, which trusted either every peer or
     * none.
     */
    private static boolean headersAreExpected(Environment environment) {
        String strategy = environment.getProperty(STRATEGY);
        CloudPlatform platform = CloudPlatform.getActive(environment);
        return strategy == null
                ? platform != null && platform.isUsingForwardHeaders()
                : !strategy.strip().toLowerCase(Locale.ROOT).equals("none");
    }

    public boolean contains(InetAddress peer) {
        return ranges.stream().anyMatch(range -> range.contains(peer));
    }

    ProxyProperties.Headers headers() {
        return headers;
    }
}
