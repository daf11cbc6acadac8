package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import com.microsoft.playwright.Locator;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Searching messages. */
class SearchBrowserIT {

    @Test
    void oldMessageIsFoundAndOpenedInContext() {
        Person ann = SharedServer.H2.someone("ann");
        String name = SharedServer.unique("kitchen");
        String room = ann.makeRoom(name);
        ann.patch("/api/account", Map.of("display_name", "Ann Miller")).expect(200);
        ann.say(room, "The secret is cardamom, <b>not</b> cinnamon");
        for (int i = 0; i < 120; i++) {
            ann.say(room, "small talk " + i);
        }
        try (Tab bob = Tab.signedUpOnPhone(SharedServer.H2.server(), SharedServer.unique("bob"))
                .enter(name)) {
            assertThat(bob.texts().last()).isInViewport();
            bob.page().locator(".messages").press("/");
            Locator field = bob.page().getByLabel("Search messages");
            assertThat(field).isFocused();
            field.fill("CARDAMOM from:" + ann.username());

            Locator found = bob.page().locator(".search-result");
            assertThat(found).hasCount(1);
            assertThat(found.locator(".search-where")).containsText("Ann Miller");
            assertThat(found.locator("mark")).hasText("cardamom");
            assertThat(found.locator(".search-text")).hasText("The secret is cardamom, <b>not</b> cinnamon");
            field.press("ArrowDown");
            assertThat(found).isFocused();
            found.press("Enter");

            assertThat(bob.page().locator("#message-1")).isInViewport();
            assertThat(bob.page().locator("#message-1")).isFocused();
            ann.patch("/api/rooms/" + room + "/messages/1", Map.of("text", "It is cumin"))
                    .expect(200);
            // On a phone the results cover the list
            bob.button("Search").click();
            field.fill("cardamom in:" + name);
            assertThat(bob.page().locator(".search")).containsText("No results");
            field.fill("cardamom in:no-such-room");
            assertThat(bob.page().locator(".search")).containsText("You can’t see any room called no-such-room.");
            field.fill("from:");
            assertThat(bob.page().locator(".search")).containsText("Search all messages");
            field.press("Escape");
            assertThat(bob.page().locator(".search")).hasCount(0);
            assertThat(bob.faults()).isEmpty();
        }
    }
}
