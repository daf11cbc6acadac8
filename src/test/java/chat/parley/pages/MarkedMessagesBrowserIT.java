package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.SharedServer;
import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;

/** Pinned messages, saved messages, the edit history and quick reactions. */
class MarkedMessagesBrowserIT {

    private final ParleyServer server = SharedServer.H2.server();
    private final String name = SharedServer.unique("ann");
    private final String room = SharedServer.unique("kitchen");

    @Test
    void moderatorPinsAMessageAndEverybodyFindsIt() {
        try (Tab ann = Tab.signedUp(server, name).makeRoom(room);
                Tab bob = Tab.signedUpOnPhone(server, SharedServer.unique("bob"))) {
            ann.say("The key is under the mat").say("Thanks!");
            bob.enter(room);
            choose(ann, 1, "Pin to room");

            Locator pinned = bob.page().locator("#message-1 .message-pinned");
            assertThat(pinned).hasText("Pinned by " + name);
            assertThat(menuOf(bob, 1)).not().containsText("Pin to room");
            bob.page().keyboard().press("Escape");
            bob.roomMenu("Pinned messages");
            Locator found = bob.page().locator(".search-result");
            assertThat(found).hasCount(1);
            assertThat(found).containsText("The key is under the mat");
            found.click();
            assertThat(bob.page().locator("#message-1")).isFocused();

            choose(ann, 1, "Unpin");
            assertThat(pinned).hasCount(0);
            assertThat(ann.faults()).isEmpty();
            assertThat(bob.faults()).isEmpty();
        }
    }

    @Test
    void savedMessageIsListedUntilItIsRemoved() {
        try (Tab ann = Tab.signedUp(server, name).makeRoom(room)) {
            ann.say("Cardamom, not cinnamon").say("And two eggs");
            choose(ann, 1, "Save message");
            choose(ann, 2, "Save message");
            ann.button("Undo").click();

            ann.button("Saved messages").click();
            Locator found = ann.page().locator(".search-result");
            assertThat(found).hasCount(1);
            assertThat(found).containsText("Cardamom, not cinnamon");
            ann.button("Remove from saved messages").click();
            assertThat(ann.page().locator(".search")).containsText("No saved messages yet.");
            ann.page().keyboard().press("Escape");
            assertThat(ann.page().locator(".search")).hasCount(0);
            assertThat(ann.faults()).isEmpty();
        }
    }

    @Test
    void editHistoryShowsFormerTextsAsTheyWereTyped() {
        try (Tab ann = Tab.signedUp(server, name).makeRoom(room)) {
            ann.say("Meet at *five*");
            ann.act("Meet at", "Edit");
            ann.page().locator(".edit textarea").fill("Meet at *six*");
            ann.page().locator(".edit textarea").press("Enter");
            ann.page().locator("#message-1 .edited").click();

            assertThat(ann.page().locator(".version-text")).hasText(new String[] {"Meet at *six*", "Meet at *five*"});
            ann.page().keyboard().press("Escape");
            assertThat(ann.page().locator("dialog")).hasCount(0);
            assertThat(ann.faults()).isEmpty();
        }
    }

    @Test
    void menuOfAMessageIsUsedWithTheKeyboard() {
        try (Tab ann = Tab.signedUp(server, name).makeRoom(room)) {
            ann.say("The key is under the mat");
            Locator menu = menuOf(ann, 1);
            ann.page().keyboard().press("ArrowDown");
            ann.page().keyboard().press("ArrowDown");
            assertThat(menu.getByText("Pin to room")).isFocused();
            ann.page().keyboard().press("Enter");

            assertThat(ann.page().locator("#message-1 .message-pinned")).isVisible();
            assertThat(ann.page().locator("#message-1").getByLabel("More actions"))
                    .isFocused();
        }
    }

    @Test
    void reactionIsOneClickAway() {
        try (Tab ann = Tab.signedUp(server, name).makeRoom(room)) {
            ann.say("Cake?");
            ann.act("Cake?", "React with 👍");
            assertThat(ann.page().locator(".reaction")).hasText("👍1");

            ann.button("Add a reaction").click();
            ann.page().locator(".emoji-picker").getByLabel("Search emoji").fill("tada");
            ann.page().locator(".emoji-picker .emoji").first().click();
            assertThat(ann.page().locator(".reaction")).hasCount(2);
            assertThat(ann.faults()).isEmpty();
        }
    }

    private static void choose(Tab tab, int seq, String action) {
        menuOf(tab, seq)
                .getByText(action, new Locator.GetByTextOptions().setExact(true))
                .click();
    }

    /** Opens the menu of a message with the keyboard. */
    private static Locator menuOf(Tab tab, int seq) {
        Locator message = tab.page().locator("#message-" + seq);
        message.focus();
        message.getByLabel("More actions").press("Enter");
        return tab.page().locator(".menu-floating");
    }
}
