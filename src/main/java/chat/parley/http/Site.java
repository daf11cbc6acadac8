package chat.parley.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The scheme, host and port of a URI, in lower case: an origin (RFC 6454).
 *
 * @param port always explicit
 */
record Site(String scheme, String host, int port) {

    private static final String SECURE = "https";
    private static final Set<String> SCHEMES = Set.of("http", SECURE);

    /** Returns the site of an {@code http} or {@code https} address; null for any other text. */
    static @Nullable Site find(String address) {
        try {
            return find(new URI(address));
        } catch (URISyntaxException e) {
            return null;
        }
    }

    static @Nullable Site find(URI address) {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme) || address.getHost() == null) {
            return null;
        }
        int port = address.getPort() < 0 ? defaultPort(scheme) : address.getPort();
        return new Site(scheme, address.getHost().toLowerCase(Locale.ROOT), port);
    }

    static Site of(URI address) {
        Site site = find(address);
        if (site == null) {
            throw new IllegalArgumentException("Not an http or https address: " + address);
        }
        return site;
    }

    boolean isSecure() {
        return scheme.equals(SECURE);
    }

    /** Returns the same site over https, for a request whose TLS a proxy has terminated; a default port is replaced. */
    Site withTls() {
        return new Site(SECURE, host, port == defaultPort(scheme) ? defaultPort(SECURE) : port);
    }

    private static int defaultPort(String scheme) {
        return scheme.equals(SECURE) ? 443 : 80;
    }

    boolean isLoopback() {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    /** Returns the origin as browsers write it: without the scheme's default port. */
    String origin() {
        return scheme + "://" + host + (port == defaultPort(scheme) ? "" : ":" + port);
    }
}
