package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Statuses: set by one person, seen by another. */
class StatusBrowserIT {

    private static final String RECORD_NOTIFICATIONS = """
            localStorage.setItem('parley.desktop', 'on');
            window.shown = [];
            window.Notification = class extends EventTarget {
              static permission = 'granted';
              constructor(title, { body }) {
                super();
                window.shown.push(body);
              }
              close() {}
            };""";

    private final ParleyServer server = SharedServer.H2.server();
    private final String ofAnn = SharedServer.unique("ann");
    private final String ofBob = SharedServer.unique("bob");

    @BeforeAll
    static void allowForOtherLoad() {
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    @Test
    void statusIsSetInTheMenuAndShownBesideTheName() {
        try (Tab ann = Tab.signedUp(server, ofAnn);
                Tab bob = Tab.signedUp(server, ofBob)) {
            bob.enter("@" + ofAnn).say("Hello Ann");
            openStatus(ann);
            picture(ann, "status-dialog");
            ann.button("🍜 Out for a meal").click();
            assertThat(ann.field("Clear")).hasValue("half-hour");
            ann.field("Do not disturb").check();
            ann.field("Until").selectOption("today");
            both(ann, "status-dialog-filled");
            ann.button("Save").click();

            Locator listed = bob.page().locator(".side-room .status");
            assertThat(listed.locator(".status-emoji")).hasText("🍜");
            assertThat(listed.locator(".status-said")).hasAttribute("title", "Out for a meal");
            Locator member = bob.page()
                    .locator(".people-person", new Page.LocatorOptions().setHasText(ofAnn))
                    .locator(".status");
            assertThat(member).containsText("Out for a meal");
            assertThat(bob.page().locator(".room-title .status")).containsText("Out for a meal");
            assertThat(bob.page().locator(".room-title .status-quiet"))
                    .hasAttribute("title", Pattern.compile("^Do not disturb until "));
            assertThat(ann.page().locator(".account-button .status-emoji")).hasText("🍜");
            both(bob, "status-direct");
            bob.page()
                    .locator(".people-person", new Page.LocatorOptions().setHasText(ofAnn))
                    .click();
            assertThat(bob.page().locator(".person-card .status")).containsText("until");
            both(bob, "status-card");
            bob.page().keyboard().press("Escape");

            openStatus(ann);
            assertThat(ann.field("Clear")).hasValue("kept");
            ann.field("What are you doing?").fill("Back soon");
            ann.button("Save").click();
            assertThat(member).containsText("Back soon");
            openStatus(ann);
            ann.button("Clear status").click();

            assertThat(bob.page().locator(".status:visible")).hasCount(0);
            assertThat(ann.faults()).isEmpty();
            assertThat(bob.faults()).isEmpty();
        }
    }

    @Test
    void nobodyIsNotifiedWhoDoesNotWantToBeDisturbed() {
        Person bob = Person.signUp(server, ofBob);
        try (Tab ann = Tab.signedUp(server, ofAnn)) {
            ann.page().addInitScript(RECORD_NOTIFICATIONS);
            ann.open("/chat");
            assertThat(ann.page().locator(".side")).containsText("General");
            String room = bob.post("/api/rooms/direct", Map.of("usernames", List.of(ofAnn)))
                    .json()
                    .path("id")
                    .asString();
            assertThat(ann.page().locator(".side")).containsText(ofBob);
            bob.say(room, "first");
            ann.page().waitForFunction("() => shown.includes('first')");

            Person.logIn(server.url(), ofAnn)
                    .put("/api/account/status", Map.of("do_not_disturb", true))
                    .expect(200);
            assertThat(ann.page().locator(".account-button .status-quiet")).isVisible();
            bob.say(room, "second");
            assertThat(ann.page().locator(".side .badge")).containsText("2");
            assertThat((Integer) ann.page().evaluate("shown.length")).isEqualTo(1);

            Person.logIn(server.url(), ofAnn).delete("/api/account/status").expect(204);
            assertThat(ann.page().locator(".account-button .status-quiet")).hasCount(0);
            bob.say(room, "third");
            ann.page().waitForFunction("() => shown.includes('third')");
            assertThat((Integer) ann.page().evaluate("shown.length")).isEqualTo(2);
        }
    }

    @Test
    void presenceIsShownInDirectMessagesAndOnTheCard() {
        try (Tab bob = Tab.signedUp(server, ofBob)) {
            Tab ann = Tab.signedUp(server, ofAnn);
            bob.enter("@" + ofAnn).say("Hello Ann");
            Locator header = bob.page().locator(".room-title .presence");
            Locator listed = bob.page().locator(".side-room .presence");
            assertThat(listed).hasAttribute("data-presence", "online");
            assertThat(header).hasAttribute("title", "Online");
            bob.page()
                    .locator(".people-person", new Page.LocatorOptions().setHasText(ofAnn))
                    .click();
            assertThat(bob.page().locator(".person-card .presence")).hasText("Online");
            both(bob, "presence-card");
            bob.page().keyboard().press("Escape");
            both(bob, "presence-online");

            ann.close();

            assertThat(header).hasAttribute("title", "Offline");
            assertThat(listed).hasAttribute("data-presence", "offline");
            both(bob, "presence-offline");
            assertThat(bob.faults()).isEmpty();
        }
    }

    @Test
    void personIsAwayWhileNobodyUsesThePage() {
        try (Tab bob = Tab.signedUp(server, ofBob);
                Tab ann = Tab.of(server)) {
            ann.page().clock().install();
            ann.signUp(ofAnn);
            bob.enter("@" + ofAnn).say("Hello Ann");
            Locator header = bob.page().locator(".room-title .presence");
            assertThat(header).hasAttribute("title", "Online");

            ann.page().clock().fastForward("11:00");
            assertThat(header).hasAttribute("title", "Away");
            both(bob, "presence-away");

            ann.page().mouse().move(100, 100);
            ann.page().mouse().move(200, 200);
            assertThat(header).hasAttribute("title", "Online");
        }
    }

    @Test
    void roomsWithSomethingUnreadComeFirstOnceThatIsSwitchedOn() {
        Person bob = Person.signUp(server, ofBob);
        String quiet = SharedServer.unique("a-quiet");
        String busy = SharedServer.unique("b-busy");
        bob.makeRoom(quiet);
        String room = bob.makeRoom(busy);
        try (Tab ann = Tab.signedUp(server, ofAnn).enter(quiet)) {
            ann.enter(busy).open("/chat");
            Locator rooms = ann.page().locator(".side .side-room .side-name");
            bob.say(room, "News");
            assertThat(ann.page().locator(".side .badge")).hasText("1 unread");
            assertThat(rooms.nth(3)).containsText(quiet);

            try (Tab settings = ann.beside().open("/settings")) {
                settings.field("Unread rooms first").check();
                assertThat(rooms.nth(3)).containsText(busy);
                both(ann, "unread-first");
                settings.page().locator("#device-heading").scrollIntoViewIfNeeded();
                both(settings, "unread-first-settings");
            }
        }
    }

    @Test
    void emojiOfAStatusIsPicked() {
        try (Tab ann = Tab.signedUp(server, ofAnn).open("/settings")) {
            openStatus(ann);
            ann.button("Pick an emoji").click();
            ann.page().locator(".emoji-picker input").fill("palm");
            ann.page().locator(".emoji-picker .emoji").first().click();
            ann.button("Save").click();

            assertThat(ann.page().locator(".account-button .status-emoji")).hasText("🌴");
            ann.page().reload();
            ann.page().locator(".account-button").click();
            assertThat(ann.page().locator(".menu-status")).containsText("🌴");
            assertThat(ann.faults()).isEmpty();
        }
    }

    private static void openStatus(Tab tab) {
        tab.page().locator(".account-button").click();
        tab.button("Set a status").click();
        assertThat(tab.heading("Your status")).isVisible();
    }

    /** Saves a screenshot, with {@code -Dparley.pictures=1}. */
    private static void both(Tab tab, String name) {
        if (System.getProperty("parley.pictures") == null) {
            return;
        }
        picture(tab, name);
        tab.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        tab.page().setViewportSize(360, 740);
        picture(tab, name + "-phone-dark");
        tab.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        tab.page().setViewportSize(1280, 800);
    }

    private static void picture(Tab tab, String name) {
        if (System.getProperty("parley.pictures") != null) {
            tab.page().screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "pictures", name + ".png")));
        }
    }
}
