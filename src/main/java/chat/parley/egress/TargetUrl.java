package chat.parley.egress;

import chat.parley.egress.EgressException.Reason;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An absolute http or https URL of a host, in ASCII, without user information and fragment.
 *
 * @param literal the address, if the host is one
 * @param uri the URL that is called
 */
record TargetUrl(boolean secure, String host, @Nullable InetAddress literal, int port, URI uri) {

    private static final int MAX_LENGTH = 2048;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** The parts of RFC 3986, section 3. A backslash ends the authority, as it does in browsers. */
    private static final Pattern PARTS =
            Pattern.compile("(?i)(https?)://([^/?#\\\\]*?)(?::(\\d{0,5}))?([/?][^#]*)?(#.*)?", Pattern.DOTALL);

    /** Characters that browsers encode in paths and queries, and {@link URI} refuses. */
    private static final Pattern TO_ENCODE = Pattern.compile("[\"<>\\\\^`{|}\\[\\] ]|%(?![0-9a-fA-F]{2})");

    /** @throws EgressException with the reason {@code BAD_URL} */
    static TargetUrl of(String text) {
        Matcher parts = PARTS.matcher(text);
        if (text.length() > MAX_LENGTH || !parts.matches()) {
            throw bad("This is not an http or https address.");
        }
        if (parts.group(2).contains("@")) {
            throw bad("The address must not contain a username or password.");
        }
        String host = HostSyntax.canonical(parts.group(2));
        if (host == null) {
            throw bad("The host of this address is neither a name nor an IP address in its usual form.");
        }
        boolean secure = parts.group(1).toLowerCase(Locale.ROOT).equals("https");
        return of(secure, host, port(parts.group(3), secure), parts.group(4));
    }

    private static TargetUrl of(boolean secure, String host, int port, @Nullable String rest) {
        String path = rest == null ? "/" : rest.startsWith("/") ? rest : "/" + rest;
        String authority = port == defaultPort(secure) ? host : host + ":" + port;
        String scheme = secure ? "https" : "http";
        try {
            URI uri = URI.create(new URI(scheme + "://" + authority + encoded(path)).toASCIIString());
            return new TargetUrl(secure, host, HostSyntax.literal(host), port, uri);
        } catch (URISyntaxException malformed) {
            throw bad("The address contains characters that are not allowed there.");
        }
    }

    private static int port(@Nullable String digits, boolean secure) {
        int port = digits == null || digits.isEmpty() ? defaultPort(secure) : Integer.parseInt(digits);
        if (port < 1 || port > 65_535) {
            throw bad("The port of this address is not valid.");
        }
        return port;
    }

    private static int defaultPort(boolean secure) {
        return secure ? HTTPS_PORT : HTTP_PORT;
    }

    private static String encoded(String path) {
        return TO_ENCODE
                .matcher(path)
                .replaceAll(found -> "%"
                        + Integer.toHexString(0x100 | found.group().charAt(0))
                                .substring(1)
                                .toUpperCase(Locale.ROOT));
    }

    /**
     * Returns the URL of a redirect.
     *
     * @param location the header's value, whose bytes are UTF-8 if they are not ASCII
     * @throws EgressException with the reason {@code BAD_URL}
     */
    TargetUrl redirected(String location) {
        String text = new String(location.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).strip();
        if (text.startsWith("//")) {
            return of(uri.getScheme() + ":" + text);
        }
        if (text.matches("(?i)[a-z][a-z0-9+.-]*:.*")) {
            return of(text);
        }
        try {
            String path = text.replaceFirst("(?s)#.*", "");
            String full = path.startsWith("?") ? uri.getRawPath() + path : path;
            return of(uri.resolve(new URI(encoded(full))).toString());
        } catch (URISyntaxException malformed) {
            throw bad("The server redirects to an address that is not valid.");
        }
    }

    boolean sameOrigin(TargetUrl other) {
        return secure == other.secure && host.equals(other.host) && port == other.port;
    }

    private static EgressException bad(String message) {
        return new EgressException(Reason.BAD_URL, message);
    }
}
