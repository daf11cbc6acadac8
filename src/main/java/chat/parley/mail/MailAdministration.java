package chat.parley.mail;

import chat.parley.http.Refusal;
import chat.parley.settings.MailAvailability;
import chat.parley.task.PermanentFailureException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Shows administrators the state of the mail server, and sends test mails. Callers check permission. */
@Service
public class MailAdministration {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final MailTransport transport;
    private final MailSite site;
    private final MailAvailability availability;
    private final SecureRandom random;
    private final Configured configured;

    MailAdministration(
            MailTransport transport,
            MailSite site,
            MailAvailability availability,
            SecureRandom random,
            @Value("${spring.mail.host:}") String host,
            @Value("${spring.mail.port:}") String port,
            @Value("${spring.mail.username:}") String username) {
        this.transport = transport;
        this.site = site;
        this.availability = availability;
        this.random = random;
        configured = availability.isAvailable()
                ? new Configured(
                        port.isBlank() ? host : host + ":" + port, !username.isBlank(), site.from(), site.link(""))
                : new Configured(null, false, null, null);
    }

    /**
     * @param server host and port; null without a mail server, as are the two others
     * @param authenticates whether Parley logs in there
     * @param links the address with which links in mails begin
     */
    public record Configured(
            @Nullable String server,
            boolean authenticates,
            @Nullable String from,
            @Nullable String links) {}

    public Configured configured() {
        return configured;
    }

    /**
     * Sends a mail now, without the outbox. Refused with {@code mail_failed} and the reason if the server does not
     * accept it.
     */
    public Mono<Void> sendTest(@Nullable String entered) {
        return Mono.defer(() -> {
            if (!availability.isAvailable()) {
                throw EmailRoutes.notOffered();
            }
            String id = "test-" + Long.toHexString(random.nextLong());
            return transport
                    .send(new OutgoingMail(id, MailAddress.required(entered), letter(), null))
                    .timeout(TIMEOUT)
                    .onErrorMap(MailAdministration::isMailFailure, failure -> failed(failure));
        });
    }

    private static boolean isMailFailure(Throwable failure) {
        return failure instanceof MailFailureException
                || failure instanceof PermanentFailureException
                || failure instanceof TimeoutException;
    }

    private static Refusal failed(Throwable failure) {
        String reason = failure instanceof TimeoutException
                ? "The mail server did not answer in time."
                : String.valueOf(failure.getMessage());
        return Refusal.of(Refusal.Code.MAIL_FAILED, reason);
    }

    private Letter letter() {
        return Letter.of(
                "E-mails from " + site.name() + " arrive",
                List.of("An administrator of " + site.name() + " sent this e-mail to test the mail server."),
                new Letter.Action("Open the administration", site.link("admin")),
                "If you do not know this site, ignore this e-mail.");
    }
}
