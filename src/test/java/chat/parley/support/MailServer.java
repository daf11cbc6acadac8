package chat.parley.support;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;

/** A mail server in this JVM that accepts every mail. */
public final class MailServer implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private MailServer() {}

    public static MailServer start() {
        MailServer mails = new MailServer();
        mails.server.start();
        return mails;
    }

    public int port() {
        return server.getSmtp().getPort();
    }

    /** Configures a server of Parley to send through this one. */
    public ParleyServer.Setup configure(ParleyServer.Setup setup) {
        return setup.property("spring.mail.host", "127.0.0.1")
                .property("spring.mail.port", String.valueOf(port()))
                .property("parley.public-url", "https://chat.example.org");
    }

    /** Returns the mails to an address, in the order of their arrival. */
    public List<MimeMessage> to(String address) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> recipient(mail).equals(address))
                .toList();
    }

    /** Waits for the given number of mails to an address and returns the last one. */
    public MimeMessage await(String address, int number) {
        Awaitility.await().atMost(LIMIT).until(() -> to(address).size() >= number);
        return to(address).get(number - 1);
    }

    /** Returns the text of a mail in one of its forms, {@code text/plain} or {@code text/html}. */
    public static String text(MimeMessage mail, String type) {
        try {
            MimeMultipart parts = (MimeMultipart) mail.getContent();
            for (int i = 0; i < parts.getCount(); i++) {
                Part part = parts.getBodyPart(i);
                if (part.isMimeType(type)) {
                    return (String) part.getContent();
                }
            }
            throw new IllegalArgumentException("No part of this type: " + type);
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String recipient(MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0].toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
