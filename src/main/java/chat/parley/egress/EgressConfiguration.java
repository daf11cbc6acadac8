package chat.parley.egress;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the client from the settings. */
@Configuration(proxyBeanMethods = false)
class EgressConfiguration {

    @Bean
    Egress egress(EgressProperties properties, MeterRegistry registry) {
        AddressPolicy policy = new AddressPolicy(properties.allow());
        return new Egress(
                properties,
                policy,
                new EgressClient(policy),
                new EgressMeters(registry),
                Duration.ofSeconds(Egress.TOTAL_SECONDS));
    }
}
