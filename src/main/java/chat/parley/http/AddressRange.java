package chat.parley.http;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A range of IP addresses in CIDR notation ({@code 10.0.0.0/8}), or a single address ({@code 192.0.2.1}). */
public final class AddressRange {

    private static final Pattern FORMAT = Pattern.compile("([0-9a-fA-F:.]+)(?:/(\\d{1,3}))?");

    private final IpSubnetFilterRule rule;

    private AddressRange(InetAddress network, int prefix) {
        rule = new IpSubnetFilterRule(network, prefix, IpFilterRuleType.ACCEPT);
    }

    /** @throws IllegalArgumentException if the text is neither a network nor an address */
    public static AddressRange of(String text) {
        Matcher matcher = FORMAT.matcher(text.strip());
        InetAddress network = matcher.matches() ? address(matcher.group(1)) : null;
        if (network == null) {
            throw new IllegalArgumentException("Not an address or network such as 10.0.0.0/8: " + text);
        }
        int bits = network.getAddress().length * Byte.SIZE;
        int prefix = matcher.group(2) == null ? bits : Integer.parseInt(matcher.group(2));
        if (prefix > bits) {
            throw new IllegalArgumentException("The prefix of this network is too long: " + text);
        }
        return new AddressRange(network, prefix);
    }

    public boolean contains(InetAddress address) {
        return rule.matches(new InetSocketAddress(address, 0));
    }

    /** Parses an IP address without a DNS query; null if the text is not an address. */
    public static @Nullable InetAddress address(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
