package chat.parley.egress;

import chat.parley.http.AddressRange;
import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The host of a URL as it is called: a name in ASCII and lower case, or an IP address in its only canonical form. */
final class HostSyntax {

    private static final int MAX_LENGTH = 253;

    private static final Pattern NAME =
            Pattern.compile("([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.)*" + "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");

    /** Anything that resolvers and browsers accept as a part of an IPv4 address: decimal, octal or hexadecimal. */
    private static final Pattern NUMERIC_END = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");

    private static final Pattern IPV4 =
            Pattern.compile("(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})");

    private static final Pattern IPV6 = Pattern.compile("\\[([0-9a-f:.]+)]");

    private HostSyntax() {}

    /** Returns the host for a connection; null if it has none of the two forms. */
    static @Nullable String canonical(String host) {
        if (host.startsWith("[")) {
            String literal = host.toLowerCase(Locale.ROOT);
            return literal(literal) == null ? null : literal;
        }
        String name = ascii(host);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (NUMERIC_END.matcher(name).matches()) {
            return name.equals(host) && literal(host) != null ? host : null;
        }
        return name.length() <= MAX_LENGTH && NAME.matcher(name).matches() ? name : null;
    }

    /** Returns the address of a canonical host that is an IP address; null if it is a name. */
    static @Nullable InetAddress literal(String host) {
        if (IPV4.matcher(host).matches()) {
            return AddressRange.address(host);
        }
        return IPV6.matcher(host).matches() ? AddressRange.address(host.substring(1, host.length() - 1)) : null;
    }

    private static String ascii(String host) {
        try {
            return IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
