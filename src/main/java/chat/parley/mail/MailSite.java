package chat.parley.mail;

import chat.parley.http.SiteProperties;
import chat.parley.settings.MailAvailability;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The sender and the links of mails. A link's host is never that of a request, because a client can
 * make it up; without {@code parley.public-url} the start fails if a mail server is configured.
 */
@Component
class MailSite {

    private static final String SENDER_NAME = "Parley";

    private final String base;
    private final String host;
    private final String from;

    MailSite(
            SiteProperties site,
            MailProperties properties,
            MailAvailability availability,
            @Value("${spring.webflux.base-path:}") String basePath) {
        String url = site.publicUrl() == null ? "" : site.publicUrl();
        if (url.isEmpty() && availability.isAvailable()) {
            throw new IllegalArgumentException(
                    "spring.mail.host needs parley.public-url: e-mails contain links to this site");
        }
        boolean hasPath = !URI.create(url).getRawPath().isEmpty();
        base = url + (hasPath ? "" : basePath);
        host = url.isEmpty() ? "" : URI.create(url).getHost();
        from = properties.from().isBlank()
                ? "no-reply@" + host
                : properties.from().strip();
    }

    /** @param path without a leading slash */
    String link(String path) {
        return base + "/" + path;
    }

    String host() {
        return host;
    }

    /** Returns the address of this site without its scheme, as people know it. */
    String name() {
        return base.replaceFirst("^https?://", "");
    }

    String from() {
        return from;
    }

    InternetAddress sender() {
        try {
            return new InternetAddress(from, SENDER_NAME, StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
