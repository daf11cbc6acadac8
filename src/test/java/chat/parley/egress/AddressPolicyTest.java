package chat.parley.egress;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.http.AddressRange;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which addresses may be called: first, last and neighbouring addresses of each special network, in all their forms. */
class AddressPolicyTest {

    private static final List<String> PUBLIC_IPV4 = List.of(
            "1.0.0.0",
            "1.1.1.1",
            "8.8.8.8",
            "9.255.255.255",
            "11.0.0.0",
            "52.94.236.248",
            "93.184.216.34",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "168.63.129.15",
            "168.63.129.17",
            "169.253.255.255",
            "169.255.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "191.255.255.255",
            "192.0.1.255",
            "192.0.3.0",
            "192.88.98.255",
            "192.88.100.0",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "198.51.99.255",
            "198.51.101.0",
            "203.0.112.255",
            "203.0.114.0",
            "223.255.255.255");

    private static final List<String> DENIED_IPV4 = List.of(
            "0.0.0.0",
            "0.0.0.1",
            "0.255.255.255",
            "10.0.0.0",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.0",
            "100.100.100.200",
            "100.127.255.255",
            "127.0.0.0",
            "127.0.0.1",
            "127.255.255.255",
            "168.63.129.16",
            "169.254.0.0",
            "169.254.169.254",
            "169.254.170.2",
            "169.254.255.255",
            "172.16.0.0",
            "172.17.0.1",
            "172.31.255.255",
            "192.0.0.0",
            "192.0.0.192",
            "192.0.0.255",
            "192.0.2.0",
            "192.0.2.255",
            "192.88.99.0",
            "192.88.99.1",
            "192.88.99.255",
            "192.168.0.0",
            "192.168.1.1",
            "192.168.255.255",
            "198.18.0.0",
            "198.19.255.255",
            "198.51.100.0",
            "198.51.100.255",
            "203.0.113.0",
            "203.0.113.255",
            "224.0.0.0",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.0",
            "254.255.255.255",
            "255.255.255.255");

    private static final List<String> PUBLIC_IPV6 = List.of(
            "2000::1",
            "2001:200::1",
            "2001:4860:4860::8888",
            "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
            "2001:db9::",
            "2003::1",
            "2400:cb00::1",
            "2606:4700:4700::1111",
            "2620:fe::fe",
            "2a00:1450:4001:82a::200e",
            "3ffe:ffff::1",
            "3fff:1000::",
            "2606:4700::5efe:8.8.8.8",
            "2606:4700::200:5efe:8.8.8.8");

    private static final List<String> DENIED_IPV6 = List.of(
            "::",
            "::1",
            "::2",
            "::ffff",
            "1::1",
            "64:ff9a::1",
            "64:ff9b:0:0:1::8.8.8.8",
            "64:ff9b:1::a00:0:1",
            "64:ff9b:1:0:a:0:500:0",
            "64:ff9b:1:a00:0:100::",
            "64:ff9b:1:a:0:1::",
            "64:ff9b:2::8.8.8.8",
            "100::",
            "100::ffff",
            "100:0:0:1::1",
            "1fff:ffff::1",
            "2001:1::1",
            "2001:2::1",
            "2001:3::1",
            "2001:10::1",
            "2001:20::1",
            "2001:1ff:ffff::1",
            "2001:db8::",
            "2001:db8::1",
            "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
            "3fff::",
            "3fff:fff:ffff::1",
            "4000::",
            "5f00::1",
            "8000::1",
            "e000::1",
            "fbff::1",
            "fc00::",
            "fc00::1",
            "fd00:ec2::254",
            "fdff:ffff::1",
            "fe00::1",
            "fe80::",
            "fe80::1",
            "fe80::a9fe:a9fe",
            "febf::1",
            "fec0::1",
            "feff::1",
            "ff00::1",
            "ff02::1",
            "ff05::2",
            "ff0e::1",
            "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
            "2606:4700::5efe:10.0.0.1",
            "2606:4700::200:5efe:127.0.0.1",
            "fe80::5efe:8.8.8.8",
            "2001:db8::5efe:8.8.8.8");

    static Stream<String> publicAddresses() {
        return Stream.concat(PUBLIC_IPV4.stream().flatMap(inner -> forms(inner, "8.8.4.4")), PUBLIC_IPV6.stream());
    }

    static Stream<String> deniedAddresses() {
        return Stream.of(
                        DENIED_IPV4.stream().flatMap(inner -> forms(inner, "8.8.4.4")),
                        DENIED_IPV4.stream().map(server -> teredo(server, "8.8.8.8")),
                        DENIED_IPV6.stream())
                .flatMap(addresses -> addresses);
    }

    /** Returns an IPv4 address and all IPv6 addresses that carry it. */
    private static Stream<String> forms(String ipv4, String teredoServer) {
        return Stream.of(
                ipv4,
                "::" + ipv4,
                "::ffff:" + ipv4,
                "::ffff:0:" + ipv4,
                "64:ff9b::" + ipv4,
                "64:ff9b:1::" + ipv4,
                "64:ff9b:1:abcd::" + ipv4,
                "2002:" + hex(ipv4, 0) + "::1",
                "2002:" + hex(ipv4, 0) + ":1:2:3:4:5",
                teredo(teredoServer, ipv4));
    }

    private static String teredo(String server, String client) {
        return "2001:0:" + hex(server, 0) + ":0:fbf:" + hex(client, 0xff);
    }

    private static String hex(String ipv4, int mask) {
        byte[] bytes = address(ipv4).getAddress();
        return String.format(
                "%02x%02x:%02x%02x",
                bytes[0] & 0xff ^ mask, bytes[1] & 0xff ^ mask, bytes[2] & 0xff ^ mask, bytes[3] & 0xff ^ mask);
    }

    private static InetAddress address(String text) {
        int dotted = text.lastIndexOf(':') + 1;
        boolean mixed = dotted > 0 && text.indexOf('.') > 0;
        String plain = mixed ? text.substring(0, dotted) + hex(text.substring(dotted), 0) : text;
        return Objects.requireNonNull(AddressRange.address(plain), plain);
    }

    @ParameterizedTest
    @MethodSource("publicAddresses")
    void publicAddressIsPermitted(String address) {
        assertThat(new AddressPolicy(List.of()).permits(address(address))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("deniedAddresses")
    void addressThatIsNotPublicIsDenied(String address) {
        assertThat(new AddressPolicy(List.of()).permits(address(address))).isFalse();
    }

    @Test
    void allowedNetworkIsPermittedInAllFormsAndNothingElse() {
        AddressPolicy policy = new AddressPolicy(List.of("10.1.0.0/16", "fd12::/16", "127.0.0.1"));

        assertThat(forms("10.1.2.3", "8.8.4.4")).allMatch(form -> policy.permits(address(form)));
        assertThat(Stream.of("fd12::1", "127.0.0.1", "8.8.8.8")).allMatch(form -> policy.permits(address(form)));
        assertThat(Stream.of("10.2.0.0", "10.0.255.255", "fd13::1", "127.0.0.2", "::1", "64:ff9b::10.2.0.1"))
                .noneMatch(form -> policy.permits(address(form)));
    }

    @Test
    void tablesAreLarge() {
        assertThat(publicAddresses().count() + deniedAddresses().count()).isGreaterThan(800);
    }
}
