package chat.parley.egress;

import chat.parley.http.AddressRange;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Which addresses outside of Parley the server may call.
 *
 * @param allow addresses and networks in CIDR notation that may be called although they are not public
 * @param ports the ports that may be called
 */
@ConfigurationProperties("parley.egress")
public record EgressProperties(
        @DefaultValue List<String> allow,
        @DefaultValue({"80", "443"}) List<Integer> ports) {

    private static final int MAX_PORT = 65_535;

    public EgressProperties {
        allow = allow.stream().map(String::strip).toList();
        allow.forEach(EgressProperties::check);
        Assert.isTrue(
                !ports.isEmpty() && ports.stream().allMatch(port -> port > 0 && port <= MAX_PORT),
                "parley.egress.ports must list ports from 1 to 65535");
        ports = List.copyOf(ports);
    }

    private static void check(String network) {
        try {
            AddressRange.of(network);
        } catch (IllegalArgumentException e) {
            Assert.isTrue(false, () -> "parley.egress.allow: " + e.getMessage());
        }
    }
}
