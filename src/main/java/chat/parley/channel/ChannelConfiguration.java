package chat.parley.channel;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the channel layer: Redis where its address is set, memory otherwise. */
@Configuration(proxyBeanMethods = false)
class ChannelConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "channelLayer")
    ChannelLayer channelLayer(
            @Value("${spring.data.redis.url:}") String url, ChannelProperties properties, MeterRegistry meters) {
        return url.isBlank()
                ? new InMemoryChannelLayer()
                : new RedisChannelLayer(url, properties, new ChannelMeters(meters));
    }
}
