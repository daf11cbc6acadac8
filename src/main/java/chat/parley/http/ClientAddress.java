package chat.parley.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Where a request comes from. Behind a proxy that is the proxy, unless it is trusted ({@link TrustedProxies}).
 *
 * @param text for people, 64 characters at most
 * @param key for rates: a household or server gets a whole /64 of IPv6, so that counts as one address
 * @param siteKey for rates with a larger budget: a site, or a customer of a hosting provider, may get a /48 of IPv6, which
 *     holds 65,536 of the former; null where there is no such thing
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
        String text = address.getHostAddress();
        return address instanceof Inet6Address
                ? new ClientAddress(text, first(NETWORK_BYTES, address), first(SITE_BYTES, address))
                : new ClientAddress(text, text);
    }

    private static String first(int bytes, InetAddress address) {
        return HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), bytes));
    }
}
