package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Edits and deletions of read and unread messages change the badges and the title. */
class LateChangesBrowserIT {

    private static ParleyServer server;
    private static Person writer;

    @BeforeAll
    static void start() {
        server = ParleyServer.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        writer = Person.signUp(server, "late-writer");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Locator entry(Tab tab, String room) {
        return tab.page().locator(".side .side-room").filter(new Locator.FilterOptions().setHasText(room));
    }

    @Test
    void mentionAddedByAnEditCountsUntilTheRoomIsVisited() {
        String room = writer.makeRoom("late-lunch");
        try (Tab ann = Tab.signedUp(server, "late-ann").enter("late-lunch")) {
            writer.say(room, "lunch?");
            assertThat(ann.message("lunch?")).isVisible();
            ann.enter("general");
            assertThat(entry(ann, "late-lunch").locator(".badge")).hasCount(0);

            writer.patch("/api/rooms/" + room + "/messages/1", Map.of("text", "lunch, @late-ann?"))
                    .expect(200);
            assertThat(entry(ann, "late-lunch").locator(".badge-mentions")).hasText(Pattern.compile("^@1.*"));
            assertThat(ann.page().locator(".side-mentions .badge")).hasText(Pattern.compile("^1.*"));

            ann.page().reload();
            assertThat(entry(ann, "late-lunch").locator(".badge-mentions")).hasText(Pattern.compile("^@1.*"));
            ann.enter("late-lunch");
            assertThat(ann.page().locator(".side-mentions .badge")).hasCount(0);
            ann.enter("general");
            ann.page().reload();
            assertThat(entry(ann, "late-lunch")).isVisible();
            assertThat(entry(ann, "late-lunch").locator(".badge")).hasCount(0);
        }
    }

    @Test
    void deletedMessageIsRemovedFromBadgeAndTitle() {
        String room = writer.makeRoom("late-regret");
        try (Tab ann = Tab.signedUp(server, "late-bea").enter("late-regret")) {
            ann.enter("general");
            Tab other = ann.beside();
            other.open("/chat/general");
            writer.say(room, "one");
            writer.say(room, "two");
            assertThat(entry(ann, "late-regret").locator(".badge")).hasText(Pattern.compile("^2.*"));
            assertThat(ann.page()).hasTitle(Pattern.compile("^\\(2\\).*"));

            writer.delete("/api/rooms/" + room + "/messages/2").expect(200);
            for (Tab tab : new Tab[] {ann, other}) {
                assertThat(entry(tab, "late-regret").locator(".badge")).hasText(Pattern.compile("^1.*"));
                assertThat(tab.page()).hasTitle(Pattern.compile("^\\(1\\).*"));
            }
            ann.page().reload();
            assertThat(entry(ann, "late-regret").locator(".badge")).hasText(Pattern.compile("^1.*"));
            writer.delete("/api/rooms/" + room + "/messages/1").expect(200);
            assertThat(entry(ann, "late-regret").locator(".badge")).hasCount(0);
        }
    }
}
