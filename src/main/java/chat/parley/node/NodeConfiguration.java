package chat.parley.node;

import chat.parley.channel.ChannelLayer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

@Configuration(proxyBeanMethods = false)
class NodeConfiguration {

    @Bean
    Node node(SecureRandom random, NodeProperties properties) {
        byte[] id = new byte[6];
        random.nextBytes(id);
        String address = properties.address().isBlank() ? machine() : properties.address();
        return new Node(HexFormat.of().formatHex(id), address);
    }

    /** Replaces the unprefixed channel layer at all injection points without a qualifier. */
    @Bean
    @Primary
    ChannelLayer installationChannels(@Qualifier("channelLayer") ChannelLayer layer, Installation installation) {
        return new InstallationChannels(layer, installation);
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
