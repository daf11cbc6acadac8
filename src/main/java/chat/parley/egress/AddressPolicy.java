package chat.parley.egress;

import chat.parley.http.AddressRange;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides which addresses may be called: those that are global unicast by IANA's registries of special-purpose
 * addresses, and those that the settings allow. An IPv6 address that carries an IPv4 address is judged by
 * the IPv4 address.
 */
final class AddressPolicy {

    private static final AddressRange GLOBAL = AddressRange.of("2000::/3");

    private static final List<AddressRange> SPECIAL = Stream.of(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // shared, behind a provider's NAT
                    "127.0.0.0/8", // loopback
                    "168.63.129.16/32", // the platform's services in Azure
                    "169.254.0.0/16", // link-local
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocol assignments
                    "192.0.2.0/24", // documentation
                    "192.88.99.0/24", // 6to4 relays
                    "192.168.0.0/16", // private
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4", // reserved, broadcast
                    "2001::/23", // protocol assignments, benchmarks, ORCHID
                    "2001:db8::/32", // documentation
                    "3fff::/20") // documentation
            .map(AddressRange::of)
            .toList();

    private final List<AddressRange> allowed;

    /** @param allowed addresses and networks in CIDR notation */
    AddressPolicy(List<String> allowed) {
        this.allowed = allowed.stream().map(AddressRange::of).toList();
    }

    boolean permits(InetAddress address) {
        return isIn(allowed, address) || isGlobal(address);
    }

    private boolean isGlobal(InetAddress address) {
        if (address instanceof Inet4Address) {
            return !isIn(SPECIAL, address);
        }
        List<InetAddress> destinations = EmbeddedIpv4.destinations(address.getAddress());
        return destinations.isEmpty()
                ? isGlobalIpv6(address)
                : destinations.stream().allMatch(this::permits);
    }

    private boolean isGlobalIpv6(InetAddress address) {
        return GLOBAL.contains(address)
                && !isIn(SPECIAL, address)
                && EmbeddedIpv4.isatap(address.getAddress()).map(this::permits).orElse(true);
    }

    private static boolean isIn(List<AddressRange> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
