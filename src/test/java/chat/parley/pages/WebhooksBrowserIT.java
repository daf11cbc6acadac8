package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The owner of a room creates webhooks, and a program's post appears live. */
class WebhooksBrowserIT {

    private final ParleyServer server = SharedServer.H2.server();
    private final String name = SharedServer.unique("ann");
    private final String room = SharedServer.unique("alerts");
    private final String bridge = SharedServer.unique("Bridge");
    private final String builds = SharedServer.unique("Builds");

    @Test
    void ownerCreatesWebhooksAndAPostAppearsLive() {
        try (Tab ann = Tab.signedUp(server, name).makeRoom(room)) {
            Page page = ann.page();
            ann.roomMenu("About this room");
            page.locator("#tab-webhooks").click();
            assertThat(page.locator("parley-webhooks")).containsText("No webhooks yet.");

            ann.field("Name").fill(bridge);
            ann.field("Send changes to (optional)").fill("https://example.org/receive");
            page.locator("parley-webhooks button:has-text('Create webhook')").click();
            assertThat(page.locator("parley-webhooks .made-line input")).hasCount(2);
            assertThat(page.locator(".webhook-line")).containsText("sends to https://example.org/receive");

            ann.field("Name").fill(builds);
            page.locator("parley-webhooks button:has-text('Create webhook')").click();
            assertThat(page.locator(".webhook-line")).hasCount(2);
            Locator address = page.locator("parley-webhooks .made-line input");
            assertThat(address).hasCount(1);
            String url = address.inputValue();
            assertThat(url).startsWith(server.url() + "/hooks/");
            takePictures(page, "webhooks");

            pause(page);
            page.keyboard().press("Escape");
            post(url, "{\"text\":\"Build *42* <https://ci.example.org/42|passed>\"}");
            assertThat(ann.message("Build 42 passed")).containsText(builds);
            takePictures(page, "webhook-post");
            assertThat(ann.faults()).isEmpty();
        }
    }

    private void pause(Page page) {
        Locator line = page.locator(".webhook-line", new Page.LocatorOptions().setHasText(bridge));
        line.locator("button:has-text('Pause')").click();
        assertThat(line.locator("button:has-text('Resume')")).isVisible();
        assertThat(line).containsText("paused");
    }

    private void post(String url, String body) {
        Person program = Person.visiting(server.url());
        program.send(program.request(url.substring(server.url().length())).POST(BodyPublishers.ofString(body)))
                .expect(200);
    }

    /** Saves a screenshot, with {@code -Dparley.pictures=1}. */
    private static void takePictures(Page page, String name) {
        if (System.getProperty("parley.pictures") == null) {
            return;
        }
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : List.of(1280, 360)) {
                page.setViewportSize(width, 800);
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(Path.of("target", "pictures", name + "-" + width + "-" + scheme + ".png")));
            }
        }
        page.setViewportSize(1280, 800);
    }
}
