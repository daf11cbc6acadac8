package chat.parley.mail;

import java.util.List;
import org.springframework.stereotype.Component;

/** Writes the e-mail to an address that no longer belongs to an account. It does not name the new address. */
@Component
class FormerAddressComposer implements AddressedComposer {

    static final String NAME = "former_address";
    static final String REPLACED = "replaced";
    static final String REMOVED = "removed";

    private final MailSite site;

    FormerAddressComposer(MailSite site) {
        this.site = site;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Letter letter(MailJob job) {
        boolean removed = job.value("change").equals(REMOVED);
        String account = "The account " + job.value("username") + " on " + site.name();
        return Letter.of(
                removed ? "Your e-mail address was removed" : "Your e-mail address was replaced",
                List.of(
                        account + (removed ? " no longer has an e-mail address." : " has a new e-mail address."),
                        "This address receives no further e-mail about the account, and password reset links that were"
                                + " mailed to it no longer work.",
                        "If this was not you, change your password now: this ends all other sessions. Then enter your"
                                + " address again. If you can no longer log in, please ask an administrator of "
                                + site.name() + " for help."),
                new Letter.Action("Open the settings", site.link("settings")),
                "You receive this because your address belonged to this account.");
    }
}
