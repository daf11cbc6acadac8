package chat.parley.settings;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Whether this server sends e-mail: only if a mail server is configured. Does not change while the node runs. */
@Component
public class MailAvailability {

    private final boolean available;

    MailAvailability(@Value("${spring.mail.host:}") String host) {
        available = !host.isBlank();
    }

    public boolean isAvailable() {
        return available;
    }
}
