package chat.parley.http;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The address of a request's client. Behind a proxy that is not trusted ({@link TrustedProxies}), it is the address of
 * the proxy.
 *
 * @param text for display, IPv6 as in RFC 5952; at most 64 characters
 * @param key for rate limits: a household or server gets a whole IPv6 /64, which therefore counts as one address
 * @param siteKey for rate limits with a larger budget: a site, or a customer of a hosting provider, may get an IPv6 /48
 *     with 65,536 networks of that size; null for IPv4
 */
public record ClientAddress(
        String text, String key, @Nullable String siteKey) {

    private static final int NETWORK_BYTES = 8;
    private static final int SITE_BYTES = 6;
    private static final int MAX_TEXT = 64;

    public ClientAddress(String text, String key) {
        this(text, key, null);
    }

    public static ClientAddress of(ServerHttpRequest request) {
        InetSocketAddress remote = request.getRemoteAddress();
        if (remote == null) {
            return unknown("unknown");
        }
        InetAddress address = remote.getAddress();
        return address == null ? unknown(remote.getHostString()) : of(address);
    }

    private static ClientAddress unknown(String text) {
        String cut = text.substring(0, Math.min(MAX_TEXT, text.length()));
        return new ClientAddress(cut, cut);
    }

    static ClientAddress of(InetAddress address) {
        String text = NetUtil.toAddressString(address);
        return address instanceof Inet6Address
                ? new ClientAddress(text, prefix(NETWORK_BYTES, address), prefix(SITE_BYTES, address))
                : new ClientAddress(text, text);
    }

    private static String prefix(int bytes, InetAddress address) {
        return HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), bytes));
    }
}
