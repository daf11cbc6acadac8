package chat.parley.http;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Where a request comes from. Behind a proxy that is the proxy, unless {@code server.forward-headers-strategy} says
 * that its headers can be trusted.
 *
 * @param text for people, 64 characters at most
 * @param key for rates: a household or server gets a whole /64 of IPv6, so that counts as one address
 */
public record ClientAddress(String text, String key) {

    private static final int NETWORK_BYTES = 8;
    private static final int MAX_TEXT = 64;

    public static ClientAddress of(ServerHttpRequest request) {
        InetSocketAddress remote = request.getRemoteAddress();
        if (remote == null) {
            return unknown("unknown");
        }
        InetAddress address = remote.getAddress();
        return address == null ? ofText(remote.getHostString()) : of(address);
    }

    /** A proxy's header gives no more than a text; it is never looked up. */
    private static ClientAddress ofText(String text) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return address == null ? unknown(text) : of(InetAddress.getByAddress(address));
        } catch (UnknownHostException e) {
            return unknown(text);
        }
    }

    private static ClientAddress unknown(String text) {
        String cut = text.substring(0, Math.min(MAX_TEXT, text.length()));
        return new ClientAddress(cut, cut);
    }

    static ClientAddress of(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet6Address
                ? new ClientAddress(text, HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES)))
                : new ClientAddress(text, text);
    }
}
