package chat.parley.mail;

import java.util.List;
import org.springframework.stereotype.Component;

/** Writes the e-mail with the code that confirms an address. */
@Component
class ConfirmationComposer implements AddressedComposer {

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
    public Letter letter(MailJob job) {
        return new Letter(
                "Confirm your e-mail address",
                List.of(
                        "Enter this code in the settings of your account " + job.value("username") + " on "
                                + site.name() + ".",
                        "It is valid for " + EmailAddresses.CODE_LIFETIME.toMinutes() + " minutes."),
                job.value("code"),
                new Letter.Action("Open the settings", site.link("settings")),
                List.of(),
                "Somebody entered this address on " + site.name()
                        + ". If this was not you, ignore this e-mail: nothing more will be sent.");
    }
}
