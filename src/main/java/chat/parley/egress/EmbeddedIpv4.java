package chat.parley.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The IPv4 addresses inside IPv6 addresses, to which translators and tunnels deliver. */
final class EmbeddedIpv4 {

    private static final int IPV4_AT_END = 12;

    private EmbeddedIpv4() {}

    /** Returns the IPv4 addresses that alone determine the destination; none if the address is a native one. */
    static List<InetAddress> destinations(byte[] ipv6) {
        String hex = HexFormat.of().formatHex(ipv6);
        if (isEmbeddedAtEnd(hex)) {
            return List.of(ipv4(ipv6, IPV4_AT_END));
        }
        if (hex.startsWith("2002")) { // 6to4, RFC 3056
            return List.of(ipv4(ipv6, 2));
        }
        if (hex.startsWith("20010000")) { // Teredo, RFC 4380: its server, and its client with all bits inverted
            return List.of(ipv4(ipv6, 4), ipv4(inverted(ipv6), IPV4_AT_END));
        }
        return List.of();
    }

    /**
     * Compatible and mapped (RFC 4291), translated (RFC 2765), and NAT64 with the well-known prefix (RFC 6052) and the
     * local one (RFC 8215). Where the local prefix is used with a length other than 96, the last four bytes cannot be a
     * public address, or the bytes before them are not zero; those addresses are native, and as such not public.
     */
    private static boolean isEmbeddedAtEnd(String hex) {
        return hex.startsWith("0".repeat(24))
                || hex.startsWith("0".repeat(20) + "ffff")
                || hex.startsWith("0".repeat(16) + "ffff0000")
                || hex.startsWith("0064ff9b" + "0".repeat(16))
                || hex.startsWith("0064ff9b0001") && hex.startsWith("0".repeat(8), 16);
    }

    /** Returns the address in an ISATAP interface identifier (RFC 5214), to which routers of a site may deliver. */
    static Optional<InetAddress> isatap(byte[] ipv6) {
        String hex = HexFormat.of().formatHex(ipv6);
        return hex.startsWith("00005efe", 16) || hex.startsWith("02005efe", 16)
                ? Optional.of(ipv4(ipv6, IPV4_AT_END))
                : Optional.empty();
    }

    private static byte[] inverted(byte[] bytes) {
        byte[] inverted = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            inverted[i] = (byte) ~bytes[i];
        }
        return inverted;
    }

    private static InetAddress ipv4(byte[] ipv6, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(ipv6, from, from + 4));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
