package chat.parley.http;

import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The forwarded headers of a request. Proxies append their values, after any that a client wrote, so the last value of
 * the last header line is that of the nearest proxy and is used. Invalid values are ignored.
 *
 * @param addresses the address of each proxy's client, the nearest proxy's last; an empty string for an invalid value
 * @param scheme {@code http} or {@code https}
 * @param host with a port unless it is the scheme's default port
 * @param prefix the external path prefix, without a trailing slash
 */
record Forwarded(
        List<String> addresses,
        @Nullable String scheme,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String prefix) {

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Pattern HOST = Pattern.compile("(?:[\\w.-]+|\\[[0-9a-fA-F:.]+])(?::\\d{1,5})?");
    private static final Pattern PORT = Pattern.compile("[1-9]\\d{0,4}");
    private static final Pattern PREFIX = Pattern.compile("(?:/[\\w.~-]+)+");
    private static final int MAX_PORT = 65_535;

    static Forwarded of(HttpHeaders headers, ProxyProperties.Headers kind) {
        return switch (kind) {
            case X_FORWARDED -> xForwarded(headers);
            case FORWARDED -> standard(headers);
        };
    }

    private static Forwarded xForwarded(HttpHeaders headers) {
        String scheme = last(headers, "X-Forwarded-Proto");
        boolean ssl = scheme.isEmpty() && last(headers, "X-Forwarded-Ssl").equalsIgnoreCase("on");
        return validated(
                values(headers, "X-Forwarded-For").toList(),
                ssl ? "https" : scheme,
                last(headers, "X-Forwarded-Host"),
                last(headers, "X-Forwarded-Port"),
                last(headers, "X-Forwarded-Prefix"));
    }

    private static Forwarded standard(HttpHeaders headers) {
        List<Map<String, String>> hops = values(headers, "Forwarded")
                .map(hop -> split(hop, ';')
                        .collect(Collectors.toMap(Forwarded::name, Forwarded::value, (first, second) -> second)))
                .toList();
        Map<String, String> nearest = hops.isEmpty() ? Map.of() : hops.get(hops.size() - 1);
        return validated(
                hops.stream().map(hop -> hop.getOrDefault("for", "")).toList(),
                nearest.getOrDefault("proto", ""),
                nearest.getOrDefault("host", ""),
                "",
                "");
    }

    private static Forwarded validated(List<String> addresses, String scheme, String host, String port, String prefix) {
        String lowerCase = scheme.toLowerCase(Locale.ROOT);
        String path = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        return new Forwarded(
                addresses,
                SCHEMES.contains(lowerCase) ? lowerCase : null,
                isHost(host) ? host : null,
                PORT.matcher(port).matches() && Integer.parseInt(port) <= MAX_PORT ? Integer.valueOf(port) : null,
                PREFIX.matcher(path).matches() ? path : null);
    }

    private static boolean isHost(String text) {
        return HOST.matcher(text).matches() && Site.find("http://" + text) != null;
    }

    /** Returns the right-most address that is not a trusted proxy's. An invalid address ends the search. */
    InetAddress client(InetAddress peer, TrustedProxies proxies) {
        InetAddress client = peer;
        for (int i = addresses.size() - 1; i >= 0 && proxies.contains(client); i--) {
            InetAddress next = address(addresses.get(i));
            if (next == null) {
                return client;
            }
            client = next;
        }
        return client;
    }

    /** Returns the URI as the client requested it. */
    URI applyTo(URI address) {
        if (address.getHost() == null && host == null) {
            return address;
        }
        String ownAuthority = host != null ? host : address.getRawAuthority();
        String authority = port == null ? ownAuthority : ownAuthority.replaceFirst(":\\d+$", "") + ":" + port;
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return URI.create(
                (scheme == null ? address.getScheme() : scheme) + "://" + authority + address.getRawPath() + query);
    }

    /** Parses the forms that proxies write: {@code 192.0.2.1:80}, {@code 2001:db8::1}, {@code [2001:db8::1]:80}. */
    private static @Nullable InetAddress address(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 ? null : AddressRange.address(text.substring(1, end));
        }
        int colon = text.indexOf(':');
        boolean hasPort = colon >= 0 && colon == text.lastIndexOf(':');
        return AddressRange.address(hasPort ? text.substring(0, colon) : text);
    }

    private static String last(HttpHeaders headers, String name) {
        return values(headers, name).reduce("", (first, second) -> second);
    }

    /** Returns the values of all header lines, in order. */
    private static Stream<String> values(HttpHeaders headers, String name) {
        return headers.getOrEmpty(name).stream().flatMap(line -> split(line, ','));
    }

    /** Splits the text at separators outside of quotation marks. */
    private static Stream<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            quoted ^= letter == '"';
            if (letter == separator && !quoted) {
                parts.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(text.substring(start).strip());
        return parts.stream();
    }

    private static String name(String pair) {
        return pair.substring(0, Math.max(0, pair.indexOf('='))).strip().toLowerCase(Locale.ROOT);
    }

    private static String value(String pair) {
        String value = pair.substring(pair.indexOf('=') + 1).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
