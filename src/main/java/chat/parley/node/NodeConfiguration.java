package chat.parley.node;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NodeConfiguration {

    @Bean
    Node node(SecureRandom random) {
        byte[] id = new byte[6];
        random.nextBytes(id);
        return new Node(HexFormat.of().formatHex(id));
    }
}
