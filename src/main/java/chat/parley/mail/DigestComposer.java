package chat.parley.mail;

import chat.parley.account.Secret;
import chat.parley.mail.EmailAddresses.Recipient;
import chat.parley.text.Spoilers;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Writes a digest of what is unread when it is sent; nothing if all of it has been read meanwhile. */
@Component
class DigestComposer implements Composer {

    static final String NAME = "digest";

    private static final int MAX_QUOTES = 20;
    private static final int MAX_TEXT_LENGTH = 300;
    private static final int TOKEN_BYTES = 24;

    private final Digests digests;
    private final EmailAddresses addresses;
    private final MailSite site;
    private final SecureRandom random;

    DigestComposer(Digests digests, EmailAddresses addresses, MailSite site, SecureRandom random) {
        this.digests = digests;
        this.addresses = addresses;
        this.site = site;
        this.random = random;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Mono<OutgoingMail> compose(MailJob job) {
        long account = job.number("account");
        return addresses
                .byAccount(account)
                .zipWith(digests.unread(
                        account, Instant.parse(job.value("since")), Instant.parse(job.value("until")), MAX_QUOTES + 1))
                .filter(both -> !both.getT2().isEmpty())
                .flatMap(both -> digests.unsubscribeToken(account, Secret.random(random, TOKEN_BYTES))
                        .map(token -> mail(job, both.getT1(), both.getT2(), token)));
    }

    private OutgoingMail mail(MailJob job, Recipient recipient, List<Digests.Unread> unread, String token) {
        return new OutgoingMail(
                MailDelivery.messageId(job),
                recipient.address(),
                letter(unread, recipient.account().username()),
                site.link("unsubscribe/" + token));
    }

    private Letter letter(List<Digests.Unread> unread, String username) {
        boolean more = unread.size() > MAX_QUOTES;
        String count = more ? MAX_QUOTES + "+" : String.valueOf(unread.size());
        String subject = count + (unread.size() == 1 ? " unread message" : " unread messages") + " on " + site.name();
        return new Letter(
                subject,
                List.of("Direct messages and mentions that " + username + " has not read yet:"),
                null,
                new Letter.Action("Open the chat", site.link("chat")),
                unread.stream().limit(MAX_QUOTES).map(this::quote).toList(),
                "You receive this because your account on " + site.name()
                        + " mails you what stays unread. The settings and the link below turn this off.");
    }

    private Letter.Quote quote(Digests.Unread unread) {
        String heading = unread.room() == null ? unread.author() : unread.author() + " in " + unread.room();
        String text = unread.text() == null || unread.text().isBlank() ? "(a file)" : Spoilers.hidden(unread.text());
        return new Letter.Quote(heading, shortened(text), site.link("chat/" + unread.path() + "/" + unread.seq()));
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= MAX_TEXT_LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_TEXT_LENGTH)) + "…";
    }
}
