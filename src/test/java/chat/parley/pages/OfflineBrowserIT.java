package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The chat without a network: it opens, shows what was there, says so, and loses nothing. */
class OfflineBrowserIT {

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
    void reloadShowsWhatWasThereAndWhatIsWrittenArrivesOnce() {
        try (Tab ann = Tab.signedUp(server, "ann-train").makeRoom("train");
                Tab bob = Tab.signedUpOnPhone(server, "bob-train").enter("train")) {
            bob.say("the last thing before the tunnel");
            ann.keeps("before the tunnel");

            ann.offline(true);
            ann.page().reload();
            assertThat(ann.texts()).hasText(new String[] {"the last thing before the tunnel"});
            assertThat(ann.page().getByText("You see what was here at your last visit."))
                    .isVisible();
            assertThat(ann.link("General").first()).isVisible();
            ann.say("written in the tunnel");
            ann.page().reload();
            assertThat(ann.message("written in the tunnel")).containsText("Will be sent when the connection is back");
            ann.say("and some more");
            bob.say("meanwhile");
            ann.offline(false);

            String[] all = {"the last thing before the tunnel", "meanwhile", "written in the tunnel", "and some more"};
            for (Tab tab : List.of(ann, bob)) {
                assertThat(tab.texts()).hasText(all);
                assertThat(tab.pending()).hasCount(0);
            }
            ann.page().reload();
            assertThat(ann.texts()).hasText(all);
        }
    }

    @Test
    void otherRoomsOpenFromTheListAndThoseThatWereNeverVisitedSaySo() {
        try (Tab ann = Tab.signedUp(server, "ann-list").makeRoom("visited")) {
            ann.say("kept");
            ann.keeps("\"text\":\"kept\"");
            ann.open("/chat");
            ann.offline(true);
            ann.page().reload();
            assertThat(ann.page().getByText("You see what was here at your last visit."))
                    .isVisible();

            ann.link("visited").first().click();
            assertThat(ann.texts()).hasText(new String[] {"kept"});
            ann.link("General").first().click();
            assertThat(ann.page().getByText("are not kept in this browser")).isVisible();
            ann.offline(false);

            assertThat(ann.page().getByText("are not kept in this browser")).isHidden();
            assertThat(ann.page().getByText("Offline.")).isHidden();
        }
    }

    @Test
    void pageComesFromTheServerAsLongAsThereIsOne() {
        try (Tab ann = Tab.signedUp(server, "ann-fresh").makeRoom("fresh")) {
            ann.say("hello").keeps("hello");
            ann.run("""
                    (async () => {
                      const [name] = await caches.keys();
                      const stale = new Response('a stale page', { headers: { 'Content-Type': 'text/html' } });
                      await (await caches.open(name)).put('chat', stale);
                    })()
                    """);

            ann.page().reload();
            assertThat(ann.texts()).hasText(new String[] {"hello"});

            ann.offline(true);
            ann.page().reload();
            assertThat(ann.page().getByText("a stale page")).isVisible();
        }
    }

    @Test
    void nothingPrivateStaysAfterLoggingOut() {
        try (Tab ann = Tab.signedUp(server, "ann-secret").makeRoom("secret");
                Tab other = ann.beside().enter("secret")) {
            ann.say("for our eyes only").keeps("for our eyes only");
            ann.button("Account of ann-secret").click();
            ann.button("Log out").click();
            ann.page().waitForURL(server.url() + "/");
            assertThat(other.heading("Log in")).isVisible();
            assertThat(ann.kept()).isEqualTo("[]");

            ann.offline(true);
            ann.open("/chat/secret");

            assertThat(ann.heading("You are offline")).isVisible();
            assertThat(ann.texts()).hasCount(0);
            ann.offline(false);
            assertThat(ann.heading("Log in")).isVisible();
        }
    }
}
