package chat.parley.channel;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the channel layer: Redis where it is told where Redis is, memory otherwise. */
@Configuration(proxyBeanMethods = false)
class ChannelConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "channelLayer")
    ChannelLayer channelLayer(RedisProperties redis, ChannelProperties properties, MeterRegistry meters) {
        return redis.places().isEmpty()
                ? new InMemoryChannelLayer()
                : new RedisChannelLayer(redis, properties, new ChannelMeters(meters));
    }
}
