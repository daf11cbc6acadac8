package chat.parley.egress;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** The client for addresses that somebody has entered, with trust in a certificate of the tests. */
public final class TrustingEgress {

    private TrustingEgress() {}

    public static Egress of(EgressProperties properties, MeterRegistry registry, Path certificate) {
        AddressPolicy policy = new AddressPolicy(properties.allow());
        try {
            var trust = SslContextBuilder.forClient()
                    .trustManager(certificate.toFile())
                    .build();
            EgressClient client =
                    new EgressClient(policy, policy, null, http -> http.secure(secure -> secure.sslContext(trust)));
            return new Egress(
                    properties, policy, client, new EgressMeters(registry), Duration.ofSeconds(Egress.TOTAL_SECONDS));
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }
}
