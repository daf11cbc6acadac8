package chat.parley.mail;

import java.util.List;
import org.springframework.stereotype.Component;

/** Writes the e-mail with an invite. */
@Component
class InviteComposer implements AddressedComposer {

    static final String NAME = "invite";

    private final MailSite site;

    InviteComposer(MailSite site) {
        this.site = site;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Letter letter(MailJob job) {
        String room = job.value("room");
        String place = room.isEmpty() ? site.name() : "the room “" + room + "” on " + site.name();
        return Letter.of(
                job.value("by") + " invites you to a chat",
                List.of(job.value("by") + " invites you to " + place + ". You can take part from any browser."),
                new Letter.Action("Open the invite", site.link("invite/" + job.value("token"))),
                "Somebody on " + site.name()
                        + " entered your address to invite you. If you do not know them, ignore this e-mail.");
    }
}
