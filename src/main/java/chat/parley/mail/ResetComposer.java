package chat.parley.mail;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.mail.EmailAddresses.Recipient;
import chat.parley.signin.PasswordResets;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Writes the mail with a password reset link. The link's secret is made when the mail is sent, so that the outbox does
 * not contain it. A mail that is sent again has another link; both work until one is used.
 */
@Component
class ResetComposer implements Composer {

    static final String NAME = "reset";

    private final EmailAddresses addresses;
    private final Accounts accounts;
    private final PasswordResets resets;
    private final MailSite site;

    ResetComposer(EmailAddresses addresses, Accounts accounts, PasswordResets resets, MailSite site) {
        this.addresses = addresses;
        this.accounts = accounts;
        this.resets = resets;
        this.site = site;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Mono<OutgoingMail> compose(MailJob job) {
        return recipient(job.value("login"))
                .filter(recipient -> recipient.account().kind() == Account.Kind.MEMBER)
                .flatMap(recipient -> resets.createForMail(recipient.account(), job.id(), job.value("client"))
                        .filterWhen(created -> isStillOf(recipient))
                        .map(created -> new OutgoingMail(
                                MailDelivery.messageId(job),
                                recipient.address(),
                                letter(recipient.account(), created),
                                null)));
    }

    /**
     * Returns whether the account still has the address, after the link was stored: a change from now on ends the link,
     * but an earlier one has not ended it.
     */
    private Mono<Boolean> isStillOf(Recipient recipient) {
        return addresses
                .byAccount(recipient.account().id())
                .map(present ->
                        present.address().key().equals(recipient.address().key()))
                .defaultIfEmpty(false);
    }

    private Mono<Recipient> recipient(String login) {
        return login.contains("@")
                ? Mono.justOrEmpty(MailAddress.find(login)).flatMap(addresses::byAddress)
                : accounts.byUsername(login).flatMap(account -> addresses.byAccount(account.id()));
    }

    private Letter letter(Account account, PasswordResets.Created created) {
        return Letter.of(
                "Choose a new password",
                List.of(
                        "Somebody asked for a new password for the account " + account.username() + " on " + site.name()
                                + ".",
                        "This link works once, within an hour."),
                new Letter.Action("Choose a new password", site.link("reset/" + created.token())),
                "If this was not you, ignore this e-mail: your password stays as it is.");
    }
}
