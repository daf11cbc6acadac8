package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Rooms and people: direct messages, invites, roles, bans and notification levels. */
class PeopleBrowserIT {

    private static final int PHONE = 360;

    private final ParleyServer server = SharedServer.H2.server();
    private final String name = SharedServer.unique("garden");

    private Tab someone(String who) {
        return Tab.signedUp(server, SharedServer.unique(who));
    }

    private static String nameOf(Tab tab) {
        return String.valueOf(tab.run("fetch('api/session').then((r) => r.json()).then((s) => s.account.username)"));
    }

    private static Locator role(Tab tab, AriaRole role, String name) {
        return tab.page().getByRole(role, new Page.GetByRoleOptions().setName(name));
    }

    @Test
    void directMessagesAreSeenOnlyByTheirPeople() {
        try (Tab ann = someone("ann");
                Tab bob = someone("bob")) {
            bob.page().setViewportSize(PHONE, 740);
            String ofBob = nameOf(bob);
            String ofAnn = nameOf(ann);
            ann.open("/chat/general");
            ann.button("New message").first().click();
            Locator field = role(ann, AriaRole.COMBOBOX, "Search people");
            field.fill(ofBob.substring(0, ofBob.length() - 3));
            assertThat(ann.page().locator(".people-found li")).hasCount(1);
            field.press("Enter");
            assertThat(ann.page().locator(".chip")).containsText(ofBob);
            field.press("Enter");

            assertThat(ann.page().locator("h1")).hasText(ofBob);
            ann.say("Dinner at eight?");
            bob.open("/chat");
            Locator entry = bob.page().locator(".lobby-own .side-room", new Page.LocatorOptions().setHasText(ofAnn));
            assertThat(entry).containsText("1");
            entry.click();
            assertThat(bob.message("Dinner at eight?")).isVisible();
            bob.say("With pleasure");
            assertThat(ann.message("With pleasure")).isVisible();
            assertThat(ann.page()).hasURL(server.url() + "/chat/@" + ofBob);
            assertThat(ann.button("Leave room")).hasCount(0);
            assertThat(ann.faults()).isEmpty();
            assertThat(bob.faults()).isEmpty();
        }
    }

    @Test
    void inviteAdmitsNewPersonToPrivateRoom() {
        Person owner = SharedServer.H2.someone("owner");
        String room = owner.makeRoom(name, "private");
        String token = owner.post("/api/rooms/" + room + "/invites", Map.of("uses", 1))
                .expect(201)
                .json()
                .path("token")
                .asString();
        try (Tab cid = Tab.of(server)) {
            cid.open("/invite/" + token);
            assertThat(cid.heading(name)).isVisible();
            cid.page()
                    .locator("#main a", new Page.LocatorOptions().setHasText("Sign up"))
                    .click();
            String username = SharedServer.unique("cid");
            cid.field("Username").fill(username);
            cid.field("Password").fill(Person.PASSWORD);
            cid.button("Sign up").click();

            assertThat(cid.composer()).isVisible();
            cid.say("Thank you for the invite");
            cid.open("/invite/" + token);
            assertThat(cid.heading("This invite isn’t valid")).isVisible();
        }
    }

    @Test
    void ownerPromotesAndBansWithImmediateEffect() {
        try (Tab ann = someone("ann");
                Tab bob = someone("bob")) {
            String ofBob = nameOf(bob);
            ann.makeRoom(name);
            bob.enter(name);
            Locator person = ann.page().locator(".people-person", new Page.LocatorOptions().setHasText(ofBob));
            person.click();
            ann.button("Make moderator").click();
            assertThat(person).containsText("moderator");

            person.click();
            ann.button("Ban from the room").click();
            ann.page()
                    .locator("dialog")
                    .last()
                    .getByText("Ban", new Locator.GetByTextOptions().setExact(true))
                    .click();

            assertThat(bob.heading("You are banned from " + name)).isVisible();
            bob.open("/chat/" + name);
            assertThat(bob.heading("You are banned from " + name)).isVisible();
            assertThat(bob.button("Try again")).hasCount(0);
            bob.open("/chat");
            bob.field("Room name").fill(name);
            bob.button("Create room").click();
            assertThat(bob.page().getByText("You are banned from the room " + name))
                    .isVisible();
            ann.roomMenu("About this room");
            role(ann, AriaRole.TAB, "Banned").click();
            assertThat(ann.page().locator(".lines li")).containsText(ofBob);
            ann.button("Unban").click();
            assertThat(ann.page().getByText("Nobody is banned.")).isVisible();
            bob.enter(name);
            assertThat(bob.composer()).isVisible();
        }
    }

    @Test
    void mutedRoomStaysQuietAndHiddenRoomReturns() {
        Person bob = SharedServer.H2.someone("bob");
        String room = bob.makeRoom(name);
        try (Tab ann = someone("ann").enter(name)) {
            Locator entry = ann.page().locator("nav .side-room", new Page.LocatorOptions().setHasText(name));
            ann.roomMenu("About this room");
            ann.field("None").check();
            assertThat(entry).hasClass(Pattern.compile(".*side-muted.*"));
            ann.field("Hide from the sidebar until a new message arrives").check();
            ann.page().keyboard().press("Escape");
            assertThat(entry).hasCount(0);

            ann.open("/chat/general");
            bob.say(room, "Anybody?");
            assertThat(entry).hasCount(1);
            assertThat(entry.locator(".badge")).hasCount(0);
            assertThat(ann.faults()).isEmpty();
        }
    }

    @Test
    void mentionsAreListedTogether() {
        Person bob = SharedServer.H2.someone("bob");
        String room = bob.makeRoom(name);
        try (Tab ann = someone("ann").enter(name)) {
            String called = "ping @" + nameOf(ann);
            ann.open("/chat/general");
            bob.say(room, called);
            assertThat(ann.page().locator(".side-mentions .badge")).hasText(Pattern.compile("^1.*"));

            ann.page().locator(".side-mentions").first().click();
            Locator found = ann.page().locator(".search-result");
            assertThat(found).containsText(called);
            found.click();

            assertThat(ann.message(called)).isInViewport();
            assertThat(ann.page().locator(".side-mentions .badge")).hasCount(0);
        }
    }

    @Test
    void shiftEscapeMarksEverythingRead() {
        Person bob = SharedServer.H2.someone("bob");
        String room = bob.makeRoom(name);
        try (Tab ann = someone("ann").enter(name)) {
            ann.open("/chat/general");
            bob.say(room, "one");
            Locator badge = ann.page()
                    .locator("nav .side-room", new Page.LocatorOptions().setHasText(name))
                    .locator(".badge");
            assertThat(badge).hasText(Pattern.compile("^1.*"));
            ann.page().keyboard().press("Shift+Escape");
            assertThat(badge).hasCount(0);
        }
    }
}
