package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.parley.support.ParleyServer;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pages over plain HTTP from another machine lack some browser features and say so. */
class PlainHttpBrowserIT {

    /** Removes the features that Chromium withholds from such pages but grants to local ones. */
    private static final String INSECURE = """
            Object.defineProperty(window, 'isSecureContext', { value: false });
            delete window.Notification;
            Object.defineProperty(navigator, 'clipboard', { value: undefined });
            Object.defineProperty(navigator, 'locks', { value: undefined });""";

    private static ParleyServer server;
    private static Tab admin;

    @BeforeAll
    static void start() {
        server = ParleyServer.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        admin = plain("plain-admin");
    }

    @AfterAll
    static void stop() {
        admin.close();
        server.close();
    }

    private static Tab plain(String username) {
        return plain(server, username);
    }

    private static Tab plain(ParleyServer server, String username) {
        Tab tab = Tab.signedUp(server, username);
        tab.page().addInitScript(INSECURE);
        tab.page().reload();
        return tab;
    }

    @Test
    void firstAdministratorIsWarnedAboutMissingHttps() {
        try (ParleyServer empty = ParleyServer.start();
                Tab first = plain(empty, "plain-first").open("/chat")) {
            assertThat(first.page().locator(".first-run")).containsText("Set up HTTPS");
            first.page().locator(".first-run a[href='admin#doctor']").click();
            assertThat(first.page().locator("#tab-doctor")).hasAttribute("aria-selected", "true");
        }
    }

    @Test
    void settingsExplainWhyNotificationsAreOff() {
        admin.open("/settings");
        assertThat(admin.field("Notify me about mentions and direct messages")).isDisabled();
        assertThat(admin.page().locator("#notifications-status")).containsText("doesn’t use HTTPS");
        assertThat(admin.page().locator("#notifications-status a")).isVisible();
        try (Tab ann = plain("plain-ann").open("/settings")) {
            assertThat(ann.page().locator("#notifications-status")).containsText("Ask an administrator");
        }
    }

    @Test
    void copyButtonsWork() {
        admin.makeRoom("plain-copying").say("```\nmake tea\n```");
        admin.button("Copy code").click();
        assertThat(admin.page().locator(".toast")).containsText("Code copied");
        admin.open("/settings");
        admin.page().locator("parley-tokens input[name=name]").fill("backup");
        admin.button("Create token").click();
        admin.page().locator("parley-tokens .made-line button").click();
        assertThat(admin.page().locator(".toast")).containsText("Token copied");
    }
}
