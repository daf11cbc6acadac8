package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two people use one browser in turn: a text of one is never stored as the other's. */
class TwoAccountsBrowserIT {

    private static ParleyServer server;

    @BeforeAll
    static void start() {
        server = ParleyServer.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void pendingTextIsKeptForItsAuthorWhileSomebodyElseIsLoggedIn() {
        Person bob = Person.signUp(server, "bob-shares");
        try (Tab ann = Tab.signedUp(server, "ann-shares").makeRoom("shared")) {
            String session = ann.session();
            ann.offline(true);
            ann.write("from ann, later");
            ann.composer().fill("a draft of ann");
            assertThat(ann.message("from ann, later")).containsText("Will be sent when you reconnect");

            ann.becomes(bob.cookie("parley_session").orElseThrow());
            ann.offline(false);
            assertThat(ann.heading("You’re logged in as bob-shares now")).isVisible();
            ann.button("Continue as bob-shares").click();
            assertThat(ann.composer()).isEditable();
            assertThat(ann.composer()).isEmpty();
            assertThat(ann.texts()).hasCount(0);
            ann.say("from bob");
            assertThat(ann.texts()).hasText(new String[] {"from bob"});

            ann.becomes(session);
            ann.page().reload();
            assertThat(ann.texts()).hasText(new String[] {"from bob", "from ann, later"});
            assertThat(ann.composer()).hasValue("a draft of ann");
            assertThat(bob.get("/api/rooms/" + id(bob) + "/messages").json().findValuesAsString("author"))
                    .containsExactly("bob-shares", "ann-shares");
        }
    }

    @Test
    void tabKeepsItsTextWhenAnotherLogInEndsItsSession() {
        try (Tab ann = Tab.signedUp(server, "ann-replaced").makeRoom("replaced")) {
            Person.signUp(server, "bob-replaces");
            ann.composer().fill("half a thought");
            Tab beside = ann.beside().open("/login");
            beside.field("Username").fill("bob-replaces");
            beside.field("Password").fill(Person.PASSWORD);
            beside.button("Log in").click();

            // Depends on whether the browser already has the new cookie when the former session ends
            assertThat(ann.heading("You’re logged in as bob-replaces now").or(ann.heading("Log in")))
                    .isVisible();
            assertThat(ann.kept()).contains("half a thought");
        }
    }

    @Test
    void logOutKeepsTextsOfOtherAccounts() {
        Person bob = Person.signUp(server, "bob-leaves");
        try (Tab ann = Tab.signedUp(server, "ann-stays").makeRoom("stays")) {
            String session = ann.session();
            ann.composer().fill("a draft of ann");
            ann.becomes(bob.cookie("parley_session").orElseThrow());
            ann.open("/chat/stays");
            ann.composer().fill("a draft of bob");
            ann.page().locator(".account-button").click();
            ann.button("Log out").click();
            ann.page().waitForURL(server.url() + "/");
            assertThat(ann.kept()).doesNotContain("a draft of bob");

            ann.becomes(session);
            ann.open("/chat/stays");
            assertThat(ann.composer()).hasValue("a draft of ann");
        }
    }

    private static String id(Person person) {
        return person.get("/api/rooms/by-name/shared").json().path("id").asString();
    }
}
