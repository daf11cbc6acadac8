package chat.parley.node;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NodeConfiguration {

    @Bean
    Node node(SecureRandom random, NodeProperties properties) {
        byte[] id = new byte[6];
        random.nextBytes(id);
        String address = properties.address().isBlank() ? machine() : properties.address();
        return new Node(HexFormat.of().formatHex(id), address);
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
