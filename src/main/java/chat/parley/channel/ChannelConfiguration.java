package chat.parley.channel;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the channel layer. */
@Configuration(proxyBeanMethods = false)
class ChannelConfiguration {

    @Bean
    @ConditionalOnMissingBean(ChannelLayer.class)
    InMemoryChannelLayer inMemoryChannelLayer() {
        return new InMemoryChannelLayer();
    }
}
