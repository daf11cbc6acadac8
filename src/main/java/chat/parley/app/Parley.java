package chat.parley.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration;

/** Starts one Parley node. */
@SpringBootApplication(
        scanBasePackages = "chat.parley",
        // It would make an account with a random password
        exclude = ReactiveUserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan("chat.parley")
public class Parley {

    public static void main(String[] args) {
        SpringApplication.run(Parley.class, args);
    }
}
