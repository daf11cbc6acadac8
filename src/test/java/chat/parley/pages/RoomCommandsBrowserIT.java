package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.AnsweringProgram;
import chat.parley.support.ParleyServer;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ViewportSize;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Two people use a command that a program answers. */
class RoomCommandsBrowserIT {

    private static final AnsweringProgram PROGRAM = new AnsweringProgram();
    private static final ParleyServer SERVER = ParleyServer.with()
            .property("parley.egress.allow", AnsweringProgram.ADDRESS)
            .property("parley.egress.ports", Integer.toString(PROGRAM.port()))
            .start();

    @AfterAll
    static void stop() {
        SERVER.close();
        PROGRAM.close();
    }

    @Test
    void ownerCreatesACommandAndAnotherPersonUsesIt() {
        try (Tab ann = Tab.signedUp(SERVER, "ann").makeRoom("operations");
                Tab bob = Tab.signedUpOnPhone(SERVER, "bob").enter("operations")) {
            create(ann);
            test(ann);
            ann.page().keyboard().press("Escape");

            Page page = bob.page();
            bob.composer().pressSequentially("/");
            Locator option =
                    page.locator(".suggestions [role=option]", new Page.LocatorOptions().setHasText("/deploy"));
            assertThat(option).containsText("/deploy service to environment Deploys a service");
            takePictures(bob, "command-suggestion");
            bob.composer().fill("/help");
            bob.composer().press("Enter");
            assertThat(page.locator("dialog.help")).containsText("Deploys a service");
            page.keyboard().press("Escape");

            PROGRAM.answer(200, "{\"text\":\"**web** is at version 42\",\"visibility\":\"private\"}");
            bob.write("/deploy status");
            Locator answer = page.locator(".message-answer");
            assertThat(answer).containsText("/deploy status");
            assertThat(answer).containsText("web is at version 42");
            assertThat(answer).containsText("Only you can see this.");
            assertThat(bob.composer()).hasValue("");
            takePictures(bob, "command-private");
            assertThat(ann.page().locator(".message-answer")).hasCount(0);
            answer.locator("button:has-text('Dismiss')").click();
            assertThat(answer).hasCount(0);

            PROGRAM.answer(200, "{\"text\":\"Deploying *web*\",\"response_type\":\"in_channel\"}");
            bob.write("/Deploy web to production");
            assertThat(ann.message("Deploying web")).containsText("Deploy bot");
            assertThat(bob.message("Deploying web")).containsText("Deploy bot");
            takePictures(ann, "command-room");

            PROGRAM.answer(500, "");
            bob.write("/deploy again");
            assertThat(page.locator(".toast")).containsText("The command failed.");
            assertThat(bob.composer()).hasValue("/deploy again");
            takePictures(bob, "command-failed");

            bob.composer().fill("");
            bob.say("//deploy as text");
            assertThat(ann.message("/deploy as text")).isVisible();
            assertThat(ann.faults()).allMatch(fault -> fault.contains("status of 400"));
            assertThat(bob.faults()).allMatch(fault -> fault.contains("status of 502"));
        }
    }

    private static void create(Tab ann) {
        Page page = ann.page();
        ann.roomMenu("About this room");
        page.locator("#tab-webhooks").click();
        page.locator("#webhook-name").fill("Deploy bot");
        page.locator("parley-webhooks button:has-text('Create webhook')").click();
        page.locator("button:has-text('Add command')").click();
        page.locator("#command-name").fill("/me");
        page.locator("#command-description").fill("Deploys a service");
        page.locator("#command-usage").fill("service to environment");
        page.locator("#command-url").fill(PROGRAM.url());
        page.locator("button:has-text('Create command')").click();
        assertThat(page.locator("dialog [role=alert]")).hasText("This command is built in. Choose another name.");
        takePictures(ann, "command-form");
        page.locator("#command-name").fill("/deploy");
        page.locator("button:has-text('Create command')").click();
        assertThat(page.locator("input[aria-label='Signing secret']").last()).hasValue(Pattern.compile("whsec_.+"));
        takePictures(ann, "command-secret");
        page.locator("button:has-text('Done')").click();
        assertThat(page.locator(".webhook-commands")).containsText("/deploy service to environment");
        page.locator(".webhook-commands").scrollIntoViewIfNeeded();
        takePictures(ann, "command-list");
    }

    private static void test(Tab ann) {
        Page page = ann.page();
        PROGRAM.answer(200, "{\"text\":\"Deploying **web**\",\"visibility\":\"room\"}");
        page.locator(".webhook-commands button:has-text('Test')").click();
        page.locator("#command-text").fill("web");
        page.locator("#command-text").press("Enter");
        assertThat(page.locator(".command-answer")).hasText("Deploying web");
        takePictures(ann, "command-test");
        page.keyboard().press("Escape");
    }

    /** Saves a screenshot, with {@code -Dparley.pictures=1}. */
    private static void takePictures(Tab tab, String name) {
        if (System.getProperty("parley.pictures") == null) {
            return;
        }
        Page page = tab.page();
        ViewportSize size = page.viewportSize();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : List.of(1280, 360)) {
                page.setViewportSize(width, 800);
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(Path.of("target", "pictures", name + "-" + width + "-" + scheme + ".png")));
            }
        }
        page.setViewportSize(size.width, size.height);
    }
}
