package chat.parley.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Where a request comes from. Behind a proxy that is the proxy, unless {@code server.forward-headers-strategy} says
 * that its headers can be trusted.
 *
 * @param text for people
 * @param key for rates: a household or server gets a whole /64 of IPv6, so that counts as one address
 */
public record ClientAddress(String text, String key) {

    private static final int NETWORK_BYTES = 8;

    public static ClientAddress of(ServerHttpRequest request) {
        InetSocketAddress remote = request.getRemoteAddress();
        if (remote == null) {
            return new ClientAddress("unknown", "unknown");
        }
        InetAddress address = remote.getAddress();
        return address == null ? new ClientAddress(remote.getHostString(), remote.getHostString()) : of(address);
    }

    static ClientAddress of(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet6Address
                ? new ClientAddress(text, HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES)))
                : new ClientAddress(text, text);
    }
}
