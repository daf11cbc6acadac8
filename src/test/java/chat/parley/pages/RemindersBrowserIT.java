package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.SharedServer;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Reminders: set by a command and in a message's menu, listed, cancelled, and received. */
class RemindersBrowserIT {

    private static final double LIMIT = 60_000;

    private final ParleyServer server = SharedServer.H2.server();
    private final String name = SharedServer.unique("ann");
    private final String room = SharedServer.unique("kitchen");

    @Test
    void reminderArrivesAsADirectMessageOnAnotherDevice() {
        try (Tab ann = Tab.signedUp(server, name).makeRoom(room)) {
            Tab phone = ann.beside().open("/chat");
            ann.write("/remind me in 1 minute to water the plants");
            assertThat(ann.page().locator(".toast")).containsText("Reminder set for");
            assertThat(ann.composer()).hasValue("");
            assertThat(ann.page().locator(".message")).hasCount(0);
            ann.button("Undo").click();
            ann.button("Reminders").click();
            assertThat(ann.page().locator(".reminders")).containsText("You have no reminders.");
            ann.page().keyboard().press("Escape");

            ann.run(
                    "fetch('../api/reminders', {method: 'POST', headers: {'Content-Type': 'application/json', 'X-XSRF-TOKEN':"
                            + " document.cookie.match(/XSRF-TOKEN=([^;]+)/)[1]}, body: JSON.stringify({nonce: 'soon', text: 'Water the plants',"
                            + " delay_ms: 1})}).then(() => null)");
            Locator direct = phone.page()
                    .locator(
                            ".side-room",
                            new Page.LocatorOptions().setHasText(Pattern.compile("Reminders\\s+1 unread")))
                    .first();
            assertThat(direct).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(LIMIT));
            direct.click();
            assertThat(phone.page().locator(".message")).containsText("Water the plants");
            assertThat(ann.faults()).isEmpty();
            assertThat(phone.faults()).isEmpty();
        }
    }

    @Test
    void reminderOfAMessageIsListedAndCancelled() {
        try (Tab ann = Tab.signedUp(server, name).makeRoom(room)) {
            ann.say("Cardamom, not *cinnamon*");
            ann.act("Cardamom", "More actions");
            ann.button("Remind me about this").click();
            ann.button("Choose a time…").click();
            ann.field("Time").fill("2029-12-24T18:00");
            ann.field("Note (optional)").fill("Buy some");
            ann.button("Set reminder").click();
            assertThat(ann.page().locator(".toast")).containsText("24");

            ann.write("/remind");
            Locator line = ann.page().locator(".reminders .lines li");
            assertThat(line).hasCount(1);
            assertThat(line).containsText("Buy some");
            assertThat(line).containsText(name + ": Cardamom, not cinnamon");
            assertThat(line).containsText("2029");
            line.getByRole(AriaRole.BUTTON).click();
            assertThat(ann.page().locator(".reminders")).containsText("You have no reminders.");
            assertThat(ann.faults()).isEmpty();
        }
    }

    @Test
    void reminderWithoutATimeStaysInTheComposer() {
        try (Tab ann = Tab.signedUp(server, name).makeRoom(room)) {
            ann.write("/remind call Bob");
            assertThat(ann.page().locator(".toast")).containsText("Add a time");
            assertThat(ann.composer()).hasValue("/remind call Bob");
            ann.write("/remind today at 0:00 x");
            assertThat(ann.page().locator(".toast")).containsText("This time is in the past.");
        }
    }
}
