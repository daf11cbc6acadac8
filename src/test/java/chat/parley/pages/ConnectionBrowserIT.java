package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lost connections, several tabs, ended sessions. */
class ConnectionBrowserIT {

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
    void textTypedOfflineArrivesOnceAndInOrderAndNothingIsMissed() {
        try (Tab ann = Tab.signedUp(server, "ann-off").makeRoom("offline");
                Tab bob = Tab.signedUpOnPhone(server, "bob-off").enter("offline")) {
            ann.say("before");
            assertThat(bob.texts()).hasCount(1);

            ann.offline(true);
            assertThat(ann.page().getByText("Offline.")).isVisible();
            ann.write("typed offline").write("and more");
            assertThat(ann.pending()).hasCount(2);
            bob.say("meanwhile");
            ann.offline(false);

            String[] all = {"before", "meanwhile", "typed offline", "and more"};
            assertThat(ann.texts()).hasText(all);
            assertThat(bob.texts()).hasText(all);
            assertThat(ann.pending()).hasCount(0);
            assertThat(ann.page().getByText("Offline.")).isHidden();
            ann.page().reload();
            assertThat(ann.texts()).hasText(all);
        }
    }

    @Test
    void unacknowledgedTextSurvivesTheTab() {
        try (Tab ann = Tab.signedUp(server, "ann-tab").makeRoom("tabs")) {
            ann.offline(true);
            ann.write("do not lose me");
            assertThat(ann.pending()).hasCount(1);
            ann.page().close();
            ann.offline(false);

            try (Tab next = ann.beside().enter("tabs")) {
                assertThat(next.texts()).hasText(new String[] {"do not lose me"});
                assertThat(next.pending()).hasCount(0);
                next.page().reload();
                assertThat(next.texts()).hasText(new String[] {"do not lose me"});
            }
        }
    }

    @Test
    void secondTabShowsTheSameForTheSameAccount() {
        try (Tab first = Tab.signedUp(server, "ann-two").makeRoom("two-tabs");
                Tab second = first.beside().enter("two-tabs")) {
            first.say("from the first");
            second.say("from the second");

            String[] both = {"from the first", "from the second"};
            assertThat(first.texts()).hasText(both);
            assertThat(second.texts()).hasText(both);
            assertThat(first.online()).hasText(new String[] {"ann-two"});
            second.page().close();
            first.say("still here");
            assertThat(first.texts()).hasCount(3);
            assertThat(first.online()).hasText(new String[] {"ann-two"});
        }
    }

    @Test
    void logOutInOneTabLogsTheOtherOut() {
        try (Tab first = Tab.signedUp(server, "ann-out").makeRoom("leaving");
                Tab second = first.beside().enter("leaving")) {
            first.button("Account of ann-out").click();
            first.button("Log out").click();

            first.page().waitForURL(server.url() + "/");
            second.page().waitForURL(Pattern.compile("/login\\?next=%2Fchat%2Fleaving$"));
            assertThat(second.faults()).isEmpty();
        }
    }
}
