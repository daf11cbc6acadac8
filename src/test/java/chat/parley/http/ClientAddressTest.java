package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientAddressTest {

    @Test
    void aHouseholdsAddressesCountAsOne() throws UnknownHostException {
        assertThat(key("2001:db8:1:2::1"))
                .isEqualTo(key("2001:db8:1:2:ffff::9"))
                .isNotEqualTo(key("2001:db8:1:3::1"));
        assertThat(key("192.0.2.1")).isEqualTo("192.0.2.1").isNotEqualTo(key("192.0.2.2"));
    }

    @Test
    void aSitesNetworksShareAWiderKey() throws UnknownHostException {
        assertThat(siteKey("2001:db8:1:2::1"))
                .isEqualTo(siteKey("2001:db8:1:ffff::1"))
                .isNotEqualTo(siteKey("2001:db8:2:2::1"));
        assertThat(siteKey("192.0.2.1")).isNull();
    }

    @Test
    void theTextIsTheWholeAddress() throws UnknownHostException {
        assertThat(ClientAddress.of(InetAddress.getByName("192.0.2.1")).text()).isEqualTo("192.0.2.1");
    }

    private static @Nullable String siteKey(String address) throws UnknownHostException {
        return ClientAddress.of(InetAddress.getByName(address)).siteKey();
    }

    private static String key(String address) throws UnknownHostException {
        return ClientAddress.of(InetAddress.getByName(address)).key();
    }
}
