package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

    @Test
    void addressesOfOneHouseholdShareAKey() throws UnknownHostException {
        assertThat(key("2001:db8:1:2::1"))
                .isEqualTo(key("2001:db8:1:2:ffff::9"))
                .isNotEqualTo(key("2001:db8:1:3::1"));
        assertThat(key("192.0.2.1")).isEqualTo("192.0.2.1").isNotEqualTo(key("192.0.2.2"));
    }

    @Test
    void networksOfOneSiteShareASiteKey() throws UnknownHostException {
        assertThat(siteKey("2001:db8:1:2::1"))
                .isEqualTo(siteKey("2001:db8:1:ffff::1"))
                .isNotEqualTo(siteKey("2001:db8:2:2::1"));
        assertThat(siteKey("192.0.2.1")).isNull();
    }

    @Test
    void textIsTheFullAddress() throws UnknownHostException {
        assertThat(ClientAddress.of(InetAddress.getByName("192.0.2.1")).text()).isEqualTo("192.0.2.1");
    }

    @ParameterizedTest
    @CsvSource({
        "0:0:0:0:0:0:0:1, ::1",
        "0:0:0:0:0:0:0:0, ::",
        "2001:0DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "fe80:0:0:0:0:0:0:7, fe80::7",
        "::ffff:192.0.2.1, 192.0.2.1"
    })
    void ipv6AddressHasItsCanonicalText(String given, String text) throws UnknownHostException {
        assertThat(ClientAddress.of(InetAddress.getByName(given)).text()).isEqualTo(text);
    }

    private static @Nullable String siteKey(String address) throws UnknownHostException {
        return ClientAddress.of(InetAddress.getByName(address)).siteKey();
    }

    private static String key(String address) throws UnknownHostException {
        return ClientAddress.of(InetAddress.getByName(address)).key();
    }
}
