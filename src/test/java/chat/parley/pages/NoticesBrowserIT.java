package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The notices between messages: people who joined or left, and new names of the room. */
class NoticesBrowserIT {

    private static ParleyServer server;

    @BeforeAll
    static void start() {
        server = ParleyServer.with().start();
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void joinsAndDeparturesAreShownLiveAndAfterAReload() {
        try (Tab ann = Tab.signedUp(server, "ann-notices").makeRoom("notices");
                Tab bob = Tab.signedUpOnPhone(server, "bob-notices").enter("notices")) {
            assertThat(notices(ann)).hasText(new Pattern[] {line("bob-notices joined")});
            ann.say("Welcome");
            Person.signUp(server, "cid-notices").join(room(ann));
            Person.signUp(server, "dan-notices").join(room(ann));
            Person.signUp(server, "eve-notices").join(room(ann));
            Person fay = Person.signUp(server, "fay-notices");
            fay.join(room(ann));
            fay.delete("/api/rooms/" + room(ann) + "/members/me").expect(204);
            ann.say("So many");
            Person.logIn(server.url(), "ann-notices")
                    .patch("/api/rooms/" + room(ann), Map.of("title", "Tea room", "topic", "Only oolong"))
                    .expect(200);

            Pattern[] all = {
                line("bob-notices joined"),
                line("cid-notices, dan-notices and 2 others joined"),
                line("fay-notices left"),
                line("ann-notices renamed the room"),
                line("ann-notices changed the topic"),
            };
            for (Tab tab : new Tab[] {ann, bob}) {
                assertThat(notices(tab)).hasText(all);
                assertThat(tab.page().locator(".beginning")).containsText("This is where Tea room begins");
                picture(tab, tab == ann ? "notices-desktop" : "notices-phone");
                tab.page().reload();
                assertThat(notices(tab)).hasText(all);
            }
            assertThat(ann.faults()).isEmpty();
            assertThat(bob.faults()).isEmpty();
        }
    }

    @Test
    void joinsAndDeparturesAreNotUnread() {
        try (Tab ann = Tab.signedUp(server, "ann-unread").makeRoom("quiet")) {
            ann.say("One");
            String room = room(ann);
            ann.makeRoom("elsewhere");
            Person bob = Person.signUp(server, "bob-unread");
            bob.join(room);
            bob.say(room, "Two");

            Locator entry = ann.page().locator("parley-room-list a", new Page.LocatorOptions().setHasText("quiet"));
            assertThat(entry).containsText("1");
            entry.click();
            assertThat(ann.page().locator(".new-line")).hasCount(1);
            assertThat(ann.page().locator(".room-notice ~ .new-line")).hasCount(1);
        }
    }

    @Test
    void noticesCanBeSwitchedOff() {
        try (Tab ann = Tab.signedUp(server, "ann-off").makeRoom("off")) {
            Person.signUp(server, "bob-off").join(room(ann));
            assertThat(notices(ann)).hasCount(1);

            ann.open("/settings");
            ann.field("Show joins, departures, renames and topic changes in conversations")
                    .uncheck();
            ann.enter("off");
            ann.say("Alone");

            assertThat(notices(ann)).hasCount(0);
        }
    }

    private static Locator notices(Tab tab) {
        return tab.page().locator(".room-notice");
    }

    /** A line that ends with a time. */
    private static Pattern line(String words) {
        return Pattern.compile("^\\s*" + words.replace(" ", "\\s+") + "\\s+\\S.*$");
    }

    private static String room(Tab tab) {
        return (String) tab.run("document.querySelector('parley-chat').chat.viewed.id");
    }

    /** Saves a screenshot, with {@code -Dparley.pictures=1}. */
    private static void picture(Tab tab, String name) {
        if (System.getProperty("parley.pictures") != null) {
            tab.page().screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/pictures/" + name + ".png")));
        }
    }
}
