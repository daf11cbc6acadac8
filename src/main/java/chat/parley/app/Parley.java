package chat.parley.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts one Parley node. */
@SpringBootApplication(scanBasePackages = "chat.parley")
@ConfigurationPropertiesScan("chat.parley")
public class Parley {

    public static void main(String[] args) {
        SpringApplication.run(Parley.class, args);
    }
}
