package chat.parley.mail;

import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Writes the mail with the code that confirms an address. */
@Component
class ConfirmationComposer implements Composer {

    static final String NAME = "confirmation";

    private final MailSite site;

    ConfirmationComposer(MailSite site) {
        this.site = site;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Mono<OutgoingMail> compose(MailJob job) {
        return Mono.justOrEmpty(MailAddress.find(job.value("address")))
                .map(address -> new OutgoingMail(
                        MailDelivery.messageId(job), address, letter(job.value("username"), job.value("code")), null));
    }

    private Letter letter(String username, String code) {
        return new Letter(
                "Confirm your e-mail address",
                List.of(
                        "Enter this code in the settings of your account " + username + " on " + site.name() + ".",
                        "It is valid for " + EmailAddresses.CODE_LIFETIME.toMinutes() + " minutes."),
                code,
                new Letter.Action("Open the settings", site.link("settings")),
                List.of(),
                "Somebody entered this address on " + site.name()
                        + ". If this was not you, ignore this e-mail: nothing more will be sent.");
    }
}
