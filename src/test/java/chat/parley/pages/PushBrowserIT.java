package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.push.PushServer;
import chat.parley.support.Json;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Notifications of closed pages in a real browser. The browser cannot reach a push service, so the tests give it a
 * subscription of theirs.
 */
class PushBrowserIT {

    private static final PushServer service = new PushServer();
    private static final ParleyServer server = ParleyServer.with()
            .trusting(service.certificate())
            .property("parley.egress.allow", "127.0.0.1")
            .property("parley.egress.ports", String.valueOf(service.port()))
            .property("parley.push.delay", "500ms")
            .property("parley.hub.tick", "1s")
            .start();

    @AfterAll
    static void stop() {
        server.close();
        service.close();
    }

    @BeforeAll
    static void waitLonger() {
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    @Test
    void deviceIsTurnedOnTestedChangedAndTurnedOff() {
        PushServer.Device device = service.device(SharedServer.unique("desk"));
        try (Tab ann = subscribable(SharedServer.unique("ann"), device)) {
            ann.open("/settings");
            ann.field("Notify me in this browser while Parley is closed").check();
            assertThat(ann.page().locator("parley-devices li")).containsText("this device");

            ann.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send test to"))
                    .click();
            assertThat(ann.page().getByText("Test sent.")).isVisible();
            assertThat(device.awaitNext(0).kind()).isEqualTo("test");

            ann.field("Show names and texts in notifications").uncheck();
            ann.field("Quiet hours on this device").check();
            ann.field("From").fill("21:30");
            ann.field("From").blur();
            ann.page()
                    .waitForCondition(
                            () -> Objects.toString(ann.run("fetch('api/push').then((answer) => answer.text())"))
                                    .contains("\"quiet\":{\"from\":\"21:30\",\"until\":\"07:00\""));
            pictures(ann);

            ann.page().reload();
            assertThat(ann.field("Notify me in this browser while Parley is closed"))
                    .isChecked();
            ann.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Turn off on"))
                    .click();
            assertThat(ann.page().locator("parley-devices li")).hasCount(0);
            assertThat(ann.field("Notify me in this browser while Parley is closed"))
                    .not()
                    .isChecked();
        }
    }

    @Test
    void switchesShowWhatIsStoredAfterARefusal() {
        PushServer.Device device = service.device(SharedServer.unique("desk"));
        try (Tab ann = subscribable(SharedServer.unique("ann"), device)) {
            ann.open("/settings");
            Locator here = ann.field("Notify me in this browser while Parley is closed");
            ann.run("window.Notification.requestPermission = async () => 'default'");
            here.click();
            assertThat(ann.page().getByText("this browser doesn’t permit notifications"))
                    .isVisible();
            assertThat(here).not().isChecked();

            ann.run("window.Notification.requestPermission = async () => 'granted'");
            here.check();
            assertThat(ann.page().locator("parley-devices li")).hasCount(1);
            ann.page().route("**/api/push/*", Route::abort);
            for (String label : List.of("Show names and texts in notifications", "Quiet hours on this device")) {
                boolean former = ann.field(label).isChecked();
                ann.field(label).click();
                assertThat(ann.page().getByText("The server cannot be reached."))
                        .isVisible();
                assertThat(ann.field(label)).isChecked(new LocatorAssertions.IsCheckedOptions().setChecked(former));
            }
        }
    }

    @Test
    void notificationsAreOfferedAfterAMentionInAHiddenPageUntilDismissed() {
        PushServer.Device device = service.device(SharedServer.unique("offer"));
        Person ben = Person.signUp(server, SharedServer.unique("ben"));
        String name = SharedServer.unique("shed");
        String room = ben.makeRoom(name);
        try (Tab ann = subscribable(SharedServer.unique("ann"), device)) {
            ann.enter(name);
            ann.open("/chat");
            hide(ann);
            ben.say(room, "@here First");

            assertThat(ann.page().getByText("Be notified while Parley is closed?"))
                    .isVisible();
            ann.button("Not now").click();
            ann.page().reload();
            hide(ann);
            ben.say(room, "@here Second");
            assertThat(ann.page().locator("parley-room-list").first()).containsText("@2");
            assertThat(ann.page().getByText("Be notified while Parley is closed?"))
                    .hasCount(0);
        }
    }

    private static void hide(Tab tab) {
        tab.page()
                .waitForCondition(() -> "true"
                        .equals(Objects.toString(
                                tab.run("document.querySelector('parley-chat').chat?.rooms.watched ?? false"))));
        tab.run("Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' })");
    }

    /** A browser with the permission to notify, whose subscription is that of a device of the test. */
    private static Tab subscribable(String username, PushServer.Device device) {
        Tab tab = Tab.signedUp(server, username);
        tab.page().addInitScript("""
                const form = %s;
                Object.defineProperty(Notification, 'permission', { get: () => 'granted' });
                Notification.requestPermission = async () => 'granted';
                const subscription = { endpoint: form.endpoint, toJSON: () => form, unsubscribe: async () => { localStorage.removeItem('test.subscribed'); return true; } };
                PushManager.prototype.subscribe = async () => { localStorage.setItem('test.subscribed', 'yes'); return subscription; };
                PushManager.prototype.getSubscription = async () => (localStorage.getItem('test.subscribed') ? subscription : null);
                """.formatted(Json.write(Map.of(
                "endpoint", device.form().get("endpoint"), "keys", device.form().get("keys")))));
        return tab;
    }

    private static void pictures(Tab tab) {
        picture(tab, tab.page().locator("parley-devices"), "push-settings");
    }

    /** Saves a screenshot, with {@code -Dparley.pictures=1}. */
    private static void picture(Tab tab, Locator part, String name) {
        if (System.getProperty("parley.pictures") == null) {
            return;
        }
        for (int width : new int[] {360, 1280}) {
            for (String theme : List.of("light", "dark")) {
                tab.page().setViewportSize(width, 800);
                tab.run("document.documentElement.dataset.theme = '" + theme + "'");
                Path file = Path.of("target", "pictures", name + "-" + width + "-" + theme + ".png");
                part.screenshot(new Locator.ScreenshotOptions().setPath(file));
            }
        }
    }
}
