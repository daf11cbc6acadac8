package chat.parley.mail;

import chat.parley.task.PermanentFailureException;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Sends mails through the configured mail server. JavaMail blocks, so it has two threads of its own. */
@Component
class MailTransport {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final Pattern REPLY = Pattern.compile("\\b([45]\\d\\d)[ -]");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>,;:]*@[^\\s<>,;:]*");
    private static final int MAX_REASON_LENGTH = 300;
    private static final String CONNECTION_TIMEOUT = "5000";
    private static final String TIMEOUT = "10000";

    private final ObjectProvider<JavaMailSender> senders;
    private final MailSite site;
    private final Scheduler mailScheduler;
    private final Clock clock;

    MailTransport(ObjectProvider<JavaMailSender> senders, MailSite site, Scheduler mailScheduler, Clock clock) {
        this.senders = senders;
        this.site = site;
        this.mailScheduler = mailScheduler;
        this.clock = clock;
        senders.stream().forEach(MailTransport::limitWaits);
    }

    /**
     * Sends a mail. Completes when the mail server has accepted it. Fails with {@link PermanentFailureException} if the
     * server refuses the recipient or the mail for good, and with {@link MailFailureException} otherwise.
     */
    Mono<Void> send(OutgoingMail mail) {
        return Mono.<Void>fromRunnable(() -> senders.getObject().send(message -> write(mail, message)))
                .subscribeOn(mailScheduler)
                .onErrorMap(MailTransport::described);
    }

    /** The operator's own values take precedence. Without limits, a silent server would hold a thread forever. */
    private static void limitWaits(JavaMailSender sender) {
        if (sender instanceof JavaMailSenderImpl configured) {
            Properties properties = configured.getJavaMailProperties();
            Stream.of("mail.smtp.", "mail.smtps.").forEach(prefix -> {
                properties.putIfAbsent(prefix + "connectiontimeout", CONNECTION_TIMEOUT);
                properties.putIfAbsent(prefix + "timeout", TIMEOUT);
                properties.putIfAbsent(prefix + "writetimeout", TIMEOUT);
            });
        }
    }

    private void write(OutgoingMail mail, MimeMessage message) throws MessagingException {
        Letter letter = mail.letter();
        message.setFrom(site.sender());
        message.setRecipient(
                MimeMessage.RecipientType.TO, new InternetAddress(mail.to().ascii()));
        message.setSubject(oneLine(letter.subject()), UTF_8);
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Message-ID", "<" + mail.id() + "@" + site.host() + ">");
        message.setHeader("Auto-Submitted", "auto-generated");
        if (mail.unsubscribe() != null) {
            message.setHeader("List-Unsubscribe", "<" + mail.unsubscribe() + ">");
            message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        MimeBodyPart text = new MimeBodyPart();
        text.setText(LetterText.of(letter, mail.unsubscribe()), UTF_8);
        MimeBodyPart html = new MimeBodyPart();
        html.setContent(LetterHtml.of(letter, mail.unsubscribe()), "text/html; charset=UTF-8");
        message.setContent(new MimeMultipart("alternative", text, html));
    }

    /** Names of rooms and people are part of subjects: a line break in one must not begin another header. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    private static Throwable described(Throwable failure) {
        Throwable cause = mostSpecific(failure);
        String reason = reason(cause);
        Matcher reply = REPLY.matcher(reason);
        boolean refused = cause instanceof SMTPAddressFailedException address && address.getReturnCode() >= 500
                || cause instanceof SMTPSendFailedException sending && sending.getReturnCode() >= 500
                || cause instanceof SendFailedException
                        && reply.find()
                        && reply.group(1).startsWith("5");
        boolean ours = cause instanceof AuthenticationFailedException;
        return refused && !ours
                ? new PermanentFailureException("The mail server refused the e-mail: " + reason)
                : new MailFailureException("The mail server did not accept the e-mail: " + reason);
    }

    private static Throwable mostSpecific(Throwable failure) {
        Throwable current = failure instanceof MailSendException sending && sending.getMessageExceptions().length > 0
                ? sending.getMessageExceptions()[0]
                : failure;
        while (true) {
            Throwable next = current instanceof MessagingException mail && mail.getNextException() != null
                    ? mail.getNextException()
                    : current.getCause();
            if (next == null || next == current) {
                return current;
            }
            current = next;
        }
    }

    private static String reason(Throwable cause) {
        String text = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        String safe =
                ADDRESS.matcher(text).replaceAll("…").replaceAll("\\s+", " ").strip();
        return safe.substring(0, Math.min(MAX_REASON_LENGTH, safe.length()));
    }
}
