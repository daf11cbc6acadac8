package chat.parley.channel;

import chat.parley.channel.redis.RedisChannelLayer;
import chat.parley.channel.redis.RedisProperties;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Selects the channel layer: Redis if its address is configured, otherwise memory. */
@Configuration(proxyBeanMethods = false)
class ChannelConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "channelLayer")
    ChannelLayer channelLayer(RedisProperties redis, ChannelProperties properties, MeterRegistry meters) {
        return redis.addresses().isEmpty()
                ? new InMemoryChannelLayer()
                : new RedisChannelLayer(redis, properties, new ChannelMeters(meters));
    }
}
