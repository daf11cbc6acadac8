package chat.parley.mail;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The settings {@code parley.mail.*}. The mail server itself is configured with {@code spring.mail.*}.
 *
 * @param from the sender's address; {@code no-reply@} and the host of {@code parley.public-url} if it is empty
 * @param digestAfter how long a mention or a direct message stays unread before it is mailed
 */
@ConfigurationProperties("parley.mail")
record MailProperties(
        @DefaultValue("") String from, @DefaultValue("12h") Duration digestAfter) {

    MailProperties {
        Assert.isTrue(digestAfter.toMinutes() >= 1, "parley.mail.digest-after must be a minute or more");
        Assert.isTrue(
                from.isBlank() || MailAddress.find(from).isPresent(), "parley.mail.from is not an e-mail address");
    }
}
