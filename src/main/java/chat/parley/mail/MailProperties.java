package chat.parley.mail;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The settings {@code parley.mail.*}. The mail server itself is configured with {@code spring.mail.*}.
 *
 * @param from the sender's address; {@code no-reply@} and the host of {@code parley.public-url} if it is empty
 */
@ConfigurationProperties("parley.mail")
record MailProperties(@DefaultValue("") String from) {

    MailProperties {
        Assert.isTrue(
                from.isBlank() || MailAddress.find(from).isPresent(), "parley.mail.from is not an e-mail address");
    }
}
