package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first day of a new person, in windows of all sizes. */
class FirstHourBrowserIT {

    private static final String LONG_NAME = "a-very-long-room-name-that-goes-on-and-on-with-no-good-reason";

    private static ParleyServer server;
    private static Tab admin;

    @BeforeAll
    static void start() {
        server = ParleyServer.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        admin = Tab.signedUp(server, "admin-first");
    }

    @AfterAll
    static void stop() {
        admin.close();
        server.close();
    }

    @Test
    void firstMemberIsWelcomedAsAdministratorWithAnInviteLink() {
        try (ParleyServer empty = ParleyServer.start();
                Tab first = Tab.signedUp(empty, "the-first")) {
            assertThat(first.heading("Your server is ready")).isVisible();
            first.button("Copy invite link").click();
            assertThat(first.page().locator(".toast")).isVisible();
            Person.signUp(empty, "the-second");
            first.page().reload();
            assertThat(first.heading("Rooms").first()).isVisible();
            assertThat(first.heading("Your server is ready")).hasCount(0);
        }
    }

    @Test
    void ownerAddsAColleagueFromThePeoplePanel() {
        try (Tab bob = Tab.signedUp(server, "bob-added")) {
            Tab ann = admin.makeRoom("adding");
            ann.page().locator(".people-add").click();
            Locator field = ann.page().getByRole(AriaRole.COMBOBOX);
            field.fill("bob-add");
            assertThat(ann.page().locator(".people-found li")).hasCount(1);
            field.press("Enter");
            assertThat(ann.page().locator(".chip")).containsText("bob-added");
            ann.button("Add").click();

            assertThat(ann.page().locator(".toast")).containsText("bob-added was added");
            assertThat(ann.page().locator(".people-away")).containsText("bob-added");
            assertThat(bob.page().locator(".side .side-room").getByText("adding"))
                    .isVisible();
        }
    }

    @ParameterizedTest
    @CsvSource({"Private, 360", "Public, 1280"})
    void newRoomContainsTheChosenPeopleAndListsFailures(String kind, int width) {
        String name = "together-" + width;
        Person.signUp(server, "gone-" + width);
        try (Tab bob = Tab.signedUp(server, "bob-" + width);
                Tab ann = Tab.signedUp(server, "ann-" + width)) {
            ann.page().setViewportSize(width, 740);
            ann.open("/chat");
            ann.field("Room name").fill(name);
            ann.page().getByLabel(kind + ":").check();
            pick(ann, "bob-" + width);
            pick(ann, "gone-" + width);
            assertInside(ann, ann.button("Remove gone-" + width), width);
            ann.page()
                    .route(
                            "**/members/gone-" + width,
                            route -> route.fulfill(new Route.FulfillOptions()
                                    .setStatus(403)
                                    .setContentType("application/problem+json")
                                    .setBody("{\"status\":403,\"code\":\"refused\",\"detail\":\"Not here.\"}")));
            ann.page().getByRole(AriaRole.COMBOBOX).press("Enter");

            assertThat(ann.page().locator(".toast")).containsText("gone-" + width + " could not be added: Not here.");
            assertThat(ann.composer()).isEditable();
            bob.open("/chat/" + name);
            assertThat(bob.composer()).isEditable();
        }
    }

    private static void pick(Tab tab, String username) {
        Locator field = tab.page().getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Add people"));
        field.fill(username);
        assertThat(tab.page().locator(".people-found li")).hasCount(1);
        field.press("Enter");
        assertThat(tab.page().locator(".chips")).containsText(username);
    }

    @Test
    void mentionedNonMemberCanBeAdded() {
        try (Tab bob = Tab.signedUp(server, "bob-outside")) {
            Tab ann = admin.makeRoom("mentioning");
            ann.say("what do you think, @bob-outside?");
            assertThat(ann.page().getByText("bob-outside is not in this room and was not notified."))
                    .isVisible();
            ann.button("Add to the room").click();
            assertThat(bob.page().locator(".side .side-room").getByText("mentioning"))
                    .isVisible();
        }
    }

    @ParameterizedTest
    @CsvSource({"740, 360", "844, 390", "1280, 400", "640, 400"})
    void readRoomOpensAtItsEndInALowWindow(int width, int height) {
        Person writer = Person.logIn(server.url(), "admin-first");
        String name = "low-" + width;
        String room = writer.makeRoom(name);
        for (int i = 0; i < 40; i++) {
            writer.say(room, "line " + i);
        }
        admin.page().setViewportSize(width, height);
        admin.enter(name);
        assertThat(admin.message("line 39")).isInViewport();
        assertThat(((Number) admin.run("(({scrollHeight, scrollTop, clientHeight}) =>"
                                + " scrollHeight - scrollTop - clientHeight)(document.querySelector('.messages'))"))
                        .doubleValue())
                .isLessThan(48);
        admin.page().setViewportSize(1280, 720);
    }

    @ParameterizedTest
    @CsvSource({"1280", "360", "320"})
    void longRoomNameKeepsBadgesAndButtonsVisible(int width) {
        Person writer = Person.signUp(server, "writer-" + width);
        String room = writer.makeRoom(LONG_NAME.substring(0, 55) + width);
        try (Tab ann = Tab.signedUp(server, "reader-" + width)) {
            ann.page().setViewportSize(width, 740);
            ann.enter(LONG_NAME.substring(0, 55) + width);
            for (String button : List.of("Search", "Room menu")) {
                assertInside(ann, ann.button(button), width);
            }
            ann.open("/chat/general");
            writer.say(room, "@reader-" + width + " hello");
            ann.open("/chat");
            Locator badge = ann.page()
                    .locator(width > 736 ? ".side .badge-mentions" : ".lobby-own .badge-mentions")
                    .last();
            assertThat(badge).isVisible();
            assertInside(ann, badge, width > 736 ? 256 : width);
        }
    }

    @Test
    void actionsOfALongMessageStayVisible() {
        Tab ann = admin.makeRoom("long-message");
        Person.logIn(server.url(), "admin-first")
                .post(
                        "/api/rooms/" + id("long-message") + "/messages",
                        Map.of("nonce", "long", "text", "A line of it.\n".repeat(150)))
                .expect(201);
        Locator message = ann.page().locator(".message");
        assertThat(message).isVisible();
        message.locator(".text").hover(new Locator.HoverOptions().setPosition(10, 2_000));
        assertThat(message.locator(".message-actions")).isInViewport();
        assertThat(message.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Reply")))
                .isInViewport();
    }

    @Test
    void generalRoomCannotBeLeft() {
        admin.enter("general");
        admin.button("Room menu").click();
        assertThat(admin.button("About this room")).isVisible();
        assertThat(admin.button("Leave room")).hasCount(0);
        admin.page().keyboard().press("Escape");
    }

    private static void assertInside(Tab tab, Locator part, int right) {
        BoundingBox box = tab.box(part);
        assertThat(box.x + box.width).as("right edge").isLessThanOrEqualTo(right);
    }

    private static String id(String room) {
        return Person.logIn(server.url(), "admin-first")
                .get("/api/rooms/by-name/" + room)
                .json()
                .path("id")
                .asString();
    }
}
