package chat.parley.mail;

import chat.parley.account.Secret;
import chat.parley.settings.MailAvailability;
import chat.parley.task.PermanentFailureException;
import chat.parley.task.Task;
import chat.parley.task.TaskHandler;
import chat.parley.task.UnsupportedTaskException;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Sends the mails of the outbox. A node may crash after the mail server has accepted a mail and before that is stored;
 * the mail is then sent again with the same {@code Message-ID}.
 */
@Component
class MailDelivery implements TaskHandler {

    private static final Duration TIMEOUT = Duration.ofSeconds(50);
    private static final int MAX_TRIES = 12;

    private final Outbox outbox;
    private final List<Composer> composers;
    private final MailTransport transport;
    private final MailAvailability availability;

    MailDelivery(Outbox outbox, List<Composer> composers, MailTransport transport, MailAvailability availability) {
        this.outbox = outbox;
        this.composers = composers;
        this.transport = transport;
        this.availability = availability;
    }

    @Override
    public String kind() {
        return Outbox.KIND;
    }

    @Override
    public Mono<Void> run(Task task) {
        if (!availability.isAvailable()) {
            return Mono.error(new PermanentFailureException("No mail server is configured (spring.mail.host)"));
        }
        MailJob job = outbox.read(task.key(), task.body());
        return composer(job).compose(job).flatMap(transport::send);
    }

    private Composer composer(MailJob job) {
        return composers.stream()
                .filter(composer -> composer.name().equals(job.composer()))
                .findFirst()
                .orElseThrow(() -> new UnsupportedTaskException("This version cannot compose such an e-mail"));
    }

    /** Returns the part of a {@code Message-ID} before the domain, from the key of the task. */
    static String messageId(MailJob job) {
        return Secret.hash(job.id()).substring(0, 32);
    }

    @Override
    public int maxTries() {
        return MAX_TRIES;
    }

    @Override
    public int concurrency() {
        return MailConfiguration.THREADS;
    }

    @Override
    public Duration timeout() {
        return TIMEOUT;
    }
}
