package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The entrance to the chat, and the pages around it. */
class PagesBrowserIT {

    private static ParleyServer server;

    @BeforeAll
    static void start() {
        server = ParleyServer.with().property("parley.guests.enabled", "true").start();
        PlaywrightAssertions.setDefaultAssertionTimeout(15_000);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void newcomerReachesARoomFromTheHomePage() {
        try (Tab tab = Tab.of(server).open("/")) {
            tab.link("Join the chat").click();
            tab.link("Sign up").last().click();
            tab.field("Username").fill("newcomer");
            tab.field("Password").fill(Person.PASSWORD);
            tab.button("Sign up").click();
            tab.page().waitForURL(server.url() + "/chat");

            tab.page().locator("a.room-card").first().click();
            tab.say("Hello, everybody");

            assertThat(tab.texts().last()).hasText("Hello, everybody");
            assertThat(tab.faults()).isEmpty();
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void firstMessageNeedsFewRequests() {
        Person author = Person.signUp(server, "far-away");
        author.say(author.makeRoom("few-requests"), "Readable soon");
        List<String> requests = new CopyOnWriteArrayList<>();
        try (Tab tab = Tab.signedUp(server, "on-a-slow-link")) {
            tab.page().onRequest(request -> requests.add(request.url()));
            tab.open("/chat/few-requests");

            assertThat(tab.texts().last()).hasText("Readable soon");
            assertThat(requests).hasSizeBetween(1, 20);
        }
    }

    @Test
    void logInReturnsToTheRequestedRoom() {
        Person.signUp(server, "returning").makeRoom("back-again");
        try (Tab tab = Tab.of(server).open("/chat/back-again")) {
            assertThat(tab.heading("Log in")).isVisible();
            tab.field("Username").fill("RETURNING");
            tab.field("Password").fill(Person.PASSWORD);
            tab.button("Log in").click();

            tab.page().waitForURL(server.url() + "/chat/back-again");
            assertThat(tab.composer()).isEditable();
        }
    }

    @Test
    void redirectToAnotherSiteIsNotFollowed() {
        Person.signUp(server, "careful");
        for (String next : List.of("https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)")) {
            try (Tab tab = Tab.of(server).open("/login?next=" + next.replace("\\", "%5C"))) {
                tab.field("Username").fill("careful");
                tab.field("Password").fill(Person.PASSWORD);
                tab.button("Log in").click();
                tab.page().waitForURL(server.url() + "/chat");
                assertThat(tab.faults()).isEmpty();
            }
        }
    }

    @Test
    void formErrorsAppearNextToTheirFields() {
        try (Tab tab = Tab.of(server).open("/signup")) {
            tab.field("Username").fill("x");
            tab.field("Password").fill("12345678");
            tab.button("Sign up").click();

            assertThat(tab.page().getByText("Use at least 2 characters.")).isVisible();
            assertThat(tab.page().getByText("Don’t use only digits: they are easy to guess."))
                    .isVisible();
            assertThat(tab.field("Username")).isFocused();
            assertThat(tab.field("Username")).hasAttribute("aria-invalid", "true");
        }
    }

    @Test
    void guestEntersWithANameOnly() {
        try (Tab tab = Tab.of(server).open("/login?next=/chat/general")) {
            tab.field("Name").fill("passer-by");
            tab.button("Join as a guest").click();

            tab.page().waitForURL(server.url() + "/chat/general");
            tab.say("Just looking");
            assertThat(tab.texts().last()).hasText("Just looking");
        }
    }

    @Test
    void unknownRoomOffersToCreateIt() {
        try (Tab tab = Tab.signedUp(server, "founder")) {
            tab.open("/chat/not-there-yet");
            assertThat(tab.heading("No room is called not-there-yet")).isVisible();
            tab.button("Create not-there-yet").click();

            assertThat(tab.composer()).isEditable();
            assertThat(tab.page()).hasURL(server.url() + "/chat/not-there-yet");
            tab.say("Now it is");
            assertThat(tab.texts()).hasText(new String[] {"Now it is"});
        }
    }

    @Test
    void lobbyOpensOrCreatesARoom() {
        try (Tab tab = Tab.signedUp(server, "maker")) {
            assertThat(tab.button("Join room")).isDisabled();
            tab.field("Room name").fill("  Tea  and cake ");
            tab.field("Room name").press("Enter");
            tab.page().waitForURL(server.url() + "/chat/Tea-and-cake");

            tab.link("Find or create a room").click();
            tab.field("Room name").fill("tea and CAKE");
            tab.button("Join room").click();

            assertThat(tab.composer()).isEditable();
            assertThat(tab.page()).hasURL(server.url() + "/chat/Tea-and-cake");
            assertThat(tab.faults()).isEmpty();
        }
    }

    @Test
    void unusableTitleGetsAGeneratedName() {
        try (Tab tab = Tab.signedUp(server, "titles")) {
            tab.field("Room name").fill("Büro & Planung 2027!");
            assertThat(tab.page().locator("parley-room-form")).containsText("büro-planung-2027");
            tab.field("Room name").press("Enter");
            tab.page().waitForURL("**/chat/b%C3%BCro-planung-2027");
            assertThat(tab.page().locator("h1")).containsText("Büro & Planung 2027!");

            tab.link("Find or create a room").click();
            tab.field("Room name").fill("buro & planung 2027!");
            tab.button("Join room").click();
            assertThat(tab.page()).hasURL(server.url() + "/chat/b%C3%BCro-planung-2027");
            assertThat(tab.faults()).isEmpty();
        }
    }

    @Test
    void percentSignInAddressIsLiteral() {
        try (Tab tab = Tab.signedUp(server, "percent").open("/chat/100%")) {
            assertThat(tab.page().locator("h1")).containsText("No room is called 100%");
        }
    }

    @Test
    void browserHistoryKeepsTheConnectionAndTheDraft() {
        try (Tab tab = Tab.signedUp(server, "walker").makeRoom("one-room")) {
            tab.composer().fill("half a thought");
            tab.run("window.samePage = true");
            tab.link("General").first().click();
            assertThat(tab.page()).hasURL(server.url() + "/chat/general");
            assertThat(tab.composer()).hasValue("");
            tab.page().goBack();

            assertThat(tab.composer()).hasValue("half a thought");
            assertThat(tab.run("window.samePage")).isEqualTo(true);
            assertThat(tab.faults()).isEmpty();
        }
    }

    @Test
    void passwordIsChangedAndTheNewOneWorks() {
        try (Tab tab = Tab.signedUp(server, "changer").open("/settings")) {
            tab.field("Current password").fill("not this one at all");
            tab.field("New password").fill("another long and good one");
            tab.button("Change password").click();
            assertThat(tab.page().getByText("Incorrect password.")).isVisible();

            tab.field("Current password").fill(Person.PASSWORD);
            tab.field("New password").fill("another long and good one");
            tab.button("Change password").click();
            assertThat(tab.page().getByText("Your password has been changed.")).isVisible();
        }
        Person.visiting(server.url())
                .post("/api/session", Map.of("username", "changer", "password", "another long and good one"))
                .expect(200);
    }

    @Test
    void pagesFitAPhone() {
        try (Tab tab = Tab.onPhone(server).signUp("phone")) {
            for (String path : List.of("/", "/signup", "/login", "/chat", "/settings", "/api", "/chat/general")) {
                tab.open(path);
                assertThat(tab.page().locator("#main")).isVisible();
                assertThat(tab.run("document.documentElement.scrollWidth <= innerWidth"))
                        .as(path)
                        .isEqualTo(true);
            }
            tab.say("typed with a thumb");
            assertThat(tab.texts().last()).hasText("typed with a thumb");
            tab.button("Online: 1").click();
            assertThat(tab.heading("Here (1)")).isVisible();
            tab.button("Close").click();
            assertThat(tab.heading("Here (1)")).isHidden();
            tab.link("All rooms").click();
            assertThat(tab.heading("Rooms").first()).isVisible();
            tab.button("Account of phone").click();
            assertThat(tab.page().getByRole(AriaRole.NAVIGATION).getByText("Log out"))
                    .isVisible();
            assertThat(tab.faults()).isEmpty();
        }
    }

    @Test
    void allControlsOfARoomAreReachableByKeyboard() {
        try (Tab tab = Tab.signedUp(server, "keys").makeRoom("keyboard")) {
            tab.say("reach me");
            assertThat(tab.pending()).hasCount(0);
            assertThat(tab.texts()).hasCount(1);
            tab.page().keyboard().press("Shift+Tab");
            assertThat(tab.page().locator(".messages")).isFocused();
            tab.page().keyboard().press("ArrowUp");
            assertThat(tab.message("reach me")).isFocused();
            tab.page().keyboard().press("Tab");
            assertThat(tab.button("React")).isFocused();
            tab.page().keyboard().press("Tab");
            assertThat(tab.button("Reply")).isFocused();
            tab.page().keyboard().press("Enter");
            assertThat(tab.composer()).isFocused();
            Locator reply = tab.page().getByText("Reply to keys");
            assertThat(reply).isVisible();
            tab.page().keyboard().press("Escape");
            assertThat(reply).isHidden();
        }
    }

    @Test
    void skipLinkLeadsToTheContent() {
        try (Tab tab = Tab.of(server).open("/login")) {
            assertThat(tab.field("Username")).isVisible();
            tab.link("Skip to content").press("Enter");

            assertThat(tab.page().locator("#main")).isFocused();
            assertThat(tab.page()).hasURL(server.url() + "/login");
        }
    }
}
