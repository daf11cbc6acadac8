package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.SharedServer;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The composer's commands, and calls. */
class CommandsBrowserIT {

    private static final ParleyServer WITH_CALLS = ParleyServer.with()
            .property("parley.calls.url", "https://meet.invalid/{room}")
            .start();

    private final ParleyServer server = SharedServer.H2.server();
    private final String name = SharedServer.unique("ann");
    private final String room = SharedServer.unique("kitchen");

    @AfterAll
    static void stop() {
        WITH_CALLS.stop();
    }

    @Test
    void slashListsAllCommandsWithDescriptions() {
        try (Tab ann = Tab.signedUp(server, name).makeRoom(room)) {
            ann.page().setViewportSize(900, 400);
            ann.composer().pressSequentially("/");
            Locator options = ann.page().locator(".suggestions [role=option]");
            assertThat(options).hasCount(6);
            assertThat(options.nth(1)).containsText("/remind in 20 minutes text set a reminder");
            ann.composer().pressSequentially("he");
            ann.composer().press("Tab");
            ann.composer().press("Enter");

            Locator help = ann.page().locator("dialog.help");
            assertThat(help.locator("h2").first()).hasText("Commands");
            assertThat(help.locator("h2").first()).isInViewport();
            assertThat(help).containsText("add somebody to the room");
            ann.page().keyboard().press("Escape");
            assertThat(ann.composer()).hasValue("");
            assertThat(ann.faults()).isEmpty();
        }
    }

    @Test
    void unknownCommandIsSentOnlyAfterASecondEnter() {
        try (Tab ann = Tab.signedUp(server, name).makeRoom(room)) {
            ann.write("/topics are many");
            Locator note = ann.page().locator(".composer-note");
            assertThat(note).containsText("There is no command /topics.");
            assertThat(ann.composer()).hasValue("/topics are many");
            ann.composer().fill("/topics are few");
            assertThat(note).hasCount(0);
            ann.composer().press("Enter");
            assertThat(note).hasCount(1);
            ann.composer().press("Enter");
            assertThat(ann.page().locator(".message")).containsText("/topics are few");

            ann.say("/etc/hosts");
            ann.say("//me waves");
            assertThat(ann.page().locator(".message").last()).containsText("/me waves");
            assertThat(ann.faults()).isEmpty();
        }
    }

    @Test
    void callIsStartedWithALinkThatOthersSee() {
        try (Tab ann = Tab.signedUp(WITH_CALLS, name).makeRoom(room);
                Tab bob = Tab.signedUpOnPhone(WITH_CALLS, SharedServer.unique("bob"))
                        .enter(room)) {
            String id = (String) ann.run("document.querySelector('parley-chat').chat.viewed.id");
            ann.button("Start a call").click();
            Page call = ann.page()
                    .context()
                    .waitForPage(() -> ann.page()
                            .locator("dialog")
                            .getByText("Start a call", new Locator.GetByTextOptions().setExact(true))
                            .click());
            call.close();

            Locator link = bob.page().locator(".message a", new Page.LocatorOptions().setHasText("Join the call"));
            assertThat(link).hasAttribute("href", "https://meet.invalid/" + id);
            bob.roomMenu("Start a call");
            bob.button("Cancel").click();
            assertThat(bob.page().locator(".message")).hasCount(1);
            assertThat(ann.faults()).isEmpty();
            assertThat(bob.faults()).isEmpty();
        }
    }

    @Test
    void withoutTheSettingThereAreNoCalls() {
        try (Tab ann = Tab.signedUp(server, name).makeRoom(room)) {
            assertThat(ann.button("Start a call")).hasCount(0);
        }
    }
}
