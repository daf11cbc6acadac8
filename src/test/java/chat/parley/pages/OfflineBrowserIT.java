package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Without a network the chat opens, shows the stored messages, says that it is offline, and loses nothing. */
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
    void offlineReloadShowsStoredMessagesAndNewOnesArriveOnce() {
        try (Tab ann = Tab.signedUp(server, "ann-train").makeRoom("train");
                Tab bob = Tab.signedUpOnPhone(server, "bob-train").enter("train")) {
            bob.say("the last thing before the tunnel");
            ann.keeps("before the tunnel");

            ann.offline(true);
            ann.page().reload();
            assertThat(ann.texts()).hasText(new String[] {"the last thing before the tunnel"});
            assertThat(ann.page().getByText("You’re seeing messages from your last visit."))
                    .isVisible();
            assertThat(ann.link("General").first()).isVisible();
            ann.write("written in the tunnel");
            ann.page().reload();
            assertThat(ann.message("written in the tunnel")).containsText("Will be sent when you reconnect");
            ann.write("and some more");
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
    void storedRoomsOpenOfflineAndUnvisitedOnesSaySo() {
        try (Tab ann = Tab.signedUp(server, "ann-list").makeRoom("visited")) {
            ann.say("kept");
            ann.keeps("\"messages\":[{").keeps("\"rooms\":[{");
            ann.open("/chat");
            ann.offline(true);
            ann.page().reload();
            assertThat(ann.page().getByText("You’re seeing messages from your last visit."))
                    .isVisible();

            ann.link("visited").first().click();
            assertThat(ann.texts()).hasText(new String[] {"kept"});
            ann.link("General").first().click();
            assertThat(ann.page().getByText("isn’t available offline")).isVisible();
            ann.offline(false);

            assertThat(ann.page().getByText("isn’t available offline")).isHidden();
            assertThat(ann.page().getByText("Offline.")).isHidden();
        }
    }

    @Test
    void pageIsLoadedFromTheServerWhenOnline() {
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
    void logOutRemovesPrivateData() {
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
