package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.MailServer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** An address is added in the settings, and a forgotten password is replaced with it. */
class MailBrowserIT {

    private static final Pattern CODE = Pattern.compile("\\b\\d{6}\\b");
    private static final Pattern LINK = Pattern.compile("https://chat\\.example\\.org(/reset/[\\w-]+)");
    private static final String PASSWORD = "another long and good one";
    private static final MailServer mails = MailServer.start();
    private static final ParleyServer server =
            mails.configure(ParleyServer.with()).start();

    /** The first account administers the server. */
    private static final Person ADMIN = Person.signUp(server, "olga");

    @AfterAll
    static void stop() {
        server.stop();
        mails.close();
    }

    @Test
    void forgottenPasswordIsReplacedByMail() {
        String name = SharedServer.unique("ada");
        String address = name + "@example.org";
        try (Tab ada = Tab.signedUp(server, name);
                Tab later = Tab.onPhone(server)) {
            addAddress(ada, address);
            assertThat(ada.page().getByText("Your address is confirmed.")).isVisible();
            both(ada, "email-confirmed");
            // The refused address and code
            assertThat(ada.faults()).allMatch(fault -> fault.contains("400 (Bad Request)"));

            later.open("/login").link("Forgot your password?").click();
            both(later, "forgot");
            later.field("Username or e-mail address").fill(address);
            later.button("Send the link").click();
            assertThat(later.page().getByText("a link is on its way")).isVisible();

            String mail = MailServer.text(mails.await(address, 2), "text/plain");
            later.open(found(LINK, mail, 1));
            later.field("New password").fill(PASSWORD);
            later.button("Set password").click();
            assertThat(later.page().getByText("Your password has been set.")).isVisible();
            later.open("/login");
            later.field("Username").fill(name);
            later.field("Password").fill(PASSWORD);
            later.button("Log in").click();
            later.page().waitForURL(server.url() + "/chat");
            ada.open("/settings");
            ada.page().waitForURL(Pattern.compile("/login"));
        }
    }

    private static void addAddress(Tab ada, String address) {
        ada.open("/settings");
        ada.field("E-mail address").fill("ada@@example.org");
        ada.button("Send a code").click();
        assertThat(ada.page().getByText("This isn’t an e-mail address that Parley can send to."))
                .isVisible();
        both(ada, "email-address");
        ada.field("E-mail address").fill(address);
        ada.button("Send a code").click();
        assertThat(ada.field("Code")).isFocused();
        ada.field("Code").fill("none");
        ada.button("Confirm").click();
        assertThat(ada.page().getByText("The code is incorrect.")).isVisible();
        both(ada, "email-code");
        ada.field("Code").fill(found(CODE, MailServer.text(mails.await(address, 1), "text/plain"), 0));
        ada.button("Confirm").click();
    }

    private static String found(Pattern pattern, String text, int group) {
        Matcher found = pattern.matcher(text);
        assertThat(found.find()).isTrue();
        return found.group(group);
    }

    @Test
    void administratorTestsTheMailServer() {
        try (Tab tab = Tab.of(server)) {
            tab.becomes(ADMIN.cookie("parley_session").orElseThrow());
            tab.open("/admin#mail");
            assertThat(tab.page().getByText("no-reply@chat.example.org")).isVisible();
            assertThat(tab.page().getByText("Nothing has failed.")).isVisible();
            tab.field("Recipient of a test e-mail").fill("ops@example.org");
            tab.button("Send a test e-mail").click();

            assertThat(tab.page().getByText("The mail server has accepted an e-mail to ops@example.org."))
                    .isVisible();
            both(tab, "admin-mail");
            assertThat(tab.faults()).isEmpty();
        }
    }

    @Test
    void inviteIsSentToAnAddress() {
        String address = SharedServer.unique("guest") + "@example.org";
        try (Tab tab = Tab.of(server)) {
            tab.becomes(ADMIN.cookie("parley_session").orElseThrow());
            tab.open("/admin#settings").button("Create invite link").click();
            tab.field("E-mail address").fill(address);
            tab.button("Send by e-mail").click();

            assertThat(tab.page().getByText("The invite is on its way to " + address))
                    .isVisible();
            both(tab, "admin-invite");
            assertThat(MailServer.text(mails.await(address, 1), "text/plain"))
                    .contains("https://chat.example.org/invite/");

            String former = tab.field("Invite link").inputValue();
            tab.button("Create invite link").click();
            assertThat(tab.field("Invite link")).not().hasValue(former);
            assertThat(tab.page().getByText("The invite is on its way")).hasCount(0);
        }
    }

    @Test
    void failureToRemoveTheAddressIsReported() {
        try (Tab ada = Tab.signedUp(server, SharedServer.unique("ada"))) {
            String state = "{\"address\":\"ada@example.org\",\"pending\":null,\"digest\":false}";
            ada.page().route("**/api/account/email", route -> {
                if (route.request().method().equals("GET")) {
                    route.fulfill(new Route.FulfillOptions()
                            .setContentType("application/json")
                            .setBody(state));
                } else {
                    route.abort();
                }
            });
            ada.open("/settings").button("Remove the address").click();
            ada.page().locator("dialog button.button-danger").click();
            assertThat(ada.page().getByText("The server cannot be reached.")).isVisible();
            assertThat(ada.page().getByText("ada@example.org")).isVisible();
        }
    }

    @Test
    void mailIsReadableInBothThemesAndOnAPhone() {
        String name = SharedServer.unique("mia");
        String address = name + "@example.org";
        try (Tab mia = Tab.signedUp(server, name);
                Tab reader = Tab.of(server)) {
            addAddress(mia, address);
            String html = MailServer.text(mails.await(address, 1), "text/html");
            reader.page().setContent(html);

            assertThat(reader.page().getByText("Enter this code in the settings"))
                    .isVisible();
            both(reader, "mail");
            reader.page().setViewportSize(320, 700);
            assertThat((Boolean) reader.run("document.documentElement.scrollWidth <= innerWidth"))
                    .isTrue();
        }
    }

    @Test
    void withoutMailServerNothingIsOffered() {
        try (Tab visitor = Tab.of(SharedServer.H2.server());
                Tab ann = Tab.signedUp(SharedServer.H2.server(), SharedServer.unique("ann"))) {
            visitor.open("/login");
            assertThat(visitor.button("Log in")).isVisible();
            assertThat(visitor.link("Forgot your password?")).hasCount(0);
            visitor.open("/forgot");
            assertThat(visitor.page().getByText("This server sends no e-mail.")).isVisible();

            ann.open("/settings");
            assertThat(ann.heading("Change password")).isVisible();
            assertThat(ann.heading("E-mail")).hasCount(0);
            Person.visiting(SharedServer.H2.server().url())
                    .post("/api/password-resets", Map.of("login", "ann"))
                    .expect(404);
        }
    }

    /** Saves a screenshot, with {@code -Dparley.pictures=1}. */
    private static void both(Tab tab, String name) {
        if (System.getProperty("parley.pictures") == null) {
            return;
        }
        Page page = tab.page();
        var former = page.viewportSize();
        for (int width : new int[] {360, 1280}) {
            page.setViewportSize(width, 800);
            for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of("target", "pictures", name + "-" + width + "-" + scheme + ".png")));
            }
        }
        page.setViewportSize(former.width, former.height);
    }
}
