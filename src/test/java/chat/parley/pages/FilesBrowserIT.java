package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files and pictures that people share. */
class FilesBrowserIT {

    private static final FilePayload NOTES =
            new FilePayload("meeting notes.txt", "text/plain", "three points".getBytes(StandardCharsets.UTF_8));

    private static ParleyServer server;

    @BeforeAll
    static void start() {
        server = ParleyServer.with().property("parley.files.max-bytes", "2MB").start();
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void picturesAreSharedAndShownLarge() {
        try (Tab ann = Tab.signedUp(server, "ann-pictures").makeRoom("pictures");
                Tab bob = Tab.signedUpOnPhone(server, "bob-pictures").enter("pictures")) {
            attach(ann, picture("harbour.png", 1600, 900), picture("tower.png", 600, 800));
            assertThat(attachments(ann)).hasCount(2);
            picture(ann, "files-composer");
            ann.composer().fill("From the walk");
            ann.composer().press("Enter");

            for (Tab tab : List.of(ann, bob)) {
                assertThat(pictures(tab)).hasCount(2);
                assertThat(tab.pending()).hasCount(0);
                awaitLoaded(pictures(tab).nth(0));
                awaitLoaded(pictures(tab).nth(1));
                picture(tab, tab == ann ? "files-desktop" : "files-phone");
            }
            ann.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            picture(ann, "files-dark");

            pictures(bob).nth(0).click();
            Locator shown = bob.page().locator(".lightbox-picture > img");
            awaitLoaded(shown);
            assertThat(shown).hasAttribute("alt", "harbour.png");
            picture(bob, "files-lightbox-phone");
            bob.page().keyboard().press("ArrowRight");
            assertThat(shown).hasAttribute("alt", "tower.png");
            bob.page().keyboard().press("Escape");
            assertThat(shown).hasCount(0);
            assertThat(ann.faults()).isEmpty();
            assertThat(bob.faults()).isEmpty();
        }
    }

    /** Nothing below a picture moves when the picture arrives. */
    @Test
    void pictureHasItsPlaceBeforeItIsLoaded() {
        try (Tab ann = Tab.signedUp(server, "ann-shift").makeRoom("shift")) {
            attach(ann, picture("wide.png", 1200, 400));
            ann.button("Send message").click();
            assertThat(pictures(ann)).hasCount(1);

            assertThat(pictures(ann)).hasAttribute("width", "360");
            assertThat(pictures(ann)).hasAttribute("height", "120");
        }
    }

    @Test
    void otherFilesAreNamedAndDownloaded() {
        try (Tab ann = Tab.signedUp(server, "ann-notes").makeRoom("notes");
                Tab bob = Tab.signedUp(server, "bob-notes").enter("notes")) {
            attach(ann, NOTES);
            ann.button("Send message").click();

            Locator link = bob.page().locator(".file-link");
            assertThat(link).containsText("meeting notes.txt");
            assertThat(link).containsText("12 bytes");
            var download = bob.page().waitForDownload(link::click);
            assertThat(download.suggestedFilename()).isEqualTo("meeting notes.txt");
            assertThat(download.path()).hasContent("three points");
        }
    }

    @Test
    void fileIsRemovedFromAMessageAndFromTheRoomsList() {
        try (Tab ann = Tab.signedUp(server, "ann-list").makeRoom("list");
                Tab bob = Tab.signedUp(server, "bob-list").enter("list")) {
            attach(ann, NOTES, picture("kept.png", 300, 200));
            ann.composer().fill("Two files");
            ann.composer().press("Enter");
            assertThat(bob.page().locator(".file-link")).hasCount(1);

            bob.roomMenu("Files");
            Locator listed = bob.page().locator(".room-files > li");
            assertThat(listed).hasCount(2);
            picture(bob, "files-list");
            bob.page().keyboard().press("Escape");
            ann.act("Two files", "Edit");
            ann.button("Remove meeting notes.txt").click();
            ann.page()
                    .locator("dialog")
                    .getByText("Remove", new Locator.GetByTextOptions().setExact(true))
                    .click();

            assertThat(bob.page().locator(".file-link")).hasCount(0);
            assertThat(pictures(bob)).hasCount(1);
            bob.roomMenu("Files");
            assertThat(listed).hasCount(1);
            bob.page().locator(".to-message").click();
            assertThat(listed).hasCount(0);
            assertThat(bob.page()).hasURL(Pattern.compile(".*/chat/list/1$"));
        }
    }

    @Test
    void filesWrittenOfflineArriveOnce() {
        try (Tab ann = Tab.signedUp(server, "ann-away").makeRoom("away");
                Tab bob = Tab.signedUp(server, "bob-away").enter("away")) {
            ann.offline(true);
            attach(ann, NOTES, picture("later.png", 300, 200));
            ann.composer().fill("Sent from the train");
            ann.composer().press("Enter");
            assertThat(ann.pending()).hasCount(1);
            assertThat(ann.pending()).containsText("meeting notes.txt");

            ann.offline(false);

            assertThat(pictures(bob)).hasCount(1);
            assertThat(bob.page().locator(".file-link")).hasCount(1);
            assertThat(bob.texts()).hasCount(1);
            assertThat(ann.pending()).hasCount(0);
        }
    }

    @Test
    void pastedAndDroppedFilesAreAttached() {
        try (Tab ann = Tab.signedUp(server, "ann-paste").makeRoom("paste")) {
            ann.run(event("paste", "clipboardData", "parley-composer textarea"));
            assertThat(attachments(ann)).hasCount(1);
            ann.run(event("dragenter", "dataTransfer", ".room-talk"));
            assertThat(ann.page().locator(".drop-zone")).isVisible();
            picture(ann, "files-drop");
            ann.run(event("drop", "dataTransfer", ".room-talk"));
            assertThat(attachments(ann)).hasCount(2);
            assertThat(ann.page().locator(".drop-zone")).hasCount(0);

            go(ann, "General");
            assertThat(attachments(ann)).hasCount(0);
            go(ann, "paste");
            assertThat(attachments(ann)).hasCount(2);
            ann.button("Remove shot.png").first().click();
            assertThat(attachments(ann)).hasCount(1);
        }
    }

    @Test
    void chosenFilesSurviveTheirPageUntilTheyAreSent() {
        try (Tab ann = Tab.signedUp(server, "ann-chosen").makeRoom("chosen")) {
            attach(ann, NOTES, picture("walk.png", 800, 600));
            ann.composer().fill("Nearly finished");
            go(ann, "General");
            assertThat(ann.page().locator(".side-draft")).hasCount(1);

            Tab reopened = ann.beside();
            ann.page().close();
            reopened.enter("chosen");

            assertThat(attachments(reopened)).hasCount(2);
            assertThat(attachments(reopened).first()).containsText("meeting notes.txt");
            awaitLoaded(reopened.page().locator(".attachment img"));
            picture(reopened, "files-restored");
            assertThat(reopened.composer()).hasValue("Nearly finished");
            reopened.composer().press("Enter");
            assertThat(pictures(reopened)).hasCount(1);
            assertThat(reopened.pending()).hasCount(0);

            reopened.enter("chosen");
            assertThat(pictures(reopened)).hasCount(1);
            assertThat(attachments(reopened)).hasCount(0);
            assertThat(reopened.faults()).isEmpty();
        }
    }

    @Test
    void chosenFilesBelongToTheirAccountAndAreRemovedAtLogOut() {
        try (Tab ann = Tab.signedUp(server, "ann-own").makeRoom("own")) {
            String session = ann.session();
            attach(ann, NOTES);
            assertThat(attachments(ann)).hasCount(1);
            ann.becomes(
                    Person.signUp(server, "bob-own").cookie("parley_session").orElseThrow());
            ann.enter("own");
            assertThat(attachments(ann)).hasCount(0);

            ann.becomes(session);
            ann.enter("own");
            assertThat(attachments(ann)).hasCount(1);
            assertThat(ann.kept()).contains("meeting notes.txt");
            ann.page().locator(".account-button").click();
            ann.button("Log out").click();
            ann.page().waitForURL(server.url() + "/");
            assertThat(ann.kept()).doesNotContain("meeting notes.txt");
        }
    }

    @Test
    void fileThatIsTooLargeIsGivenBackWithTheText() {
        try (Tab ann = Tab.signedUp(server, "ann-large").makeRoom("large")) {
            attach(ann, new FilePayload("film.bin", "application/octet-stream", new byte[3_000_000]));
            ann.composer().fill("Look");
            ann.composer().press("Enter");

            assertThat(ann.page().locator(".failure")).containsText("A file can have at most 2 MB.");
            picture(ann, "files-refused");
            ann.button("Edit").click();

            assertThat(ann.composer()).hasValue("Look");
            assertThat(attachments(ann)).hasCount(1);
            assertThat(ann.pending()).hasCount(0);
        }
    }

    private static void attach(Tab tab, FilePayload... files) {
        tab.page().locator("parley-composer input[type=file]").setInputFiles(files);
    }

    /** Without leaving the page. */
    private static void go(Tab tab, String room) {
        tab.page()
                .locator("parley-room-list a", new Page.LocatorOptions().setHasText(room))
                .first()
                .click();
        assertThat(tab.page().locator("h1")).hasText(room);
    }

    private static Locator attachments(Tab tab) {
        return tab.page().locator(".attachment");
    }

    private static Locator pictures(Tab tab) {
        return tab.page().locator(".pictures img");
    }

    private static void awaitLoaded(Locator picture) {
        Awaitility.await("the picture is loaded")
                .until(() -> (Boolean) picture.evaluate("image => image.complete && image.naturalWidth > 0"));
    }

    /** An event that carries a picture, as a browser makes it. */
    private static String event(String type, String carrier, String target) {
        return """
                () => {
                  const data = new DataTransfer();
                  data.items.add(new File([new Uint8Array([137, 80, 78, 71])], 'shot.png', { type: 'image/png' }));
                  const event = new Event('%s', { bubbles: true, cancelable: true });
                  Object.defineProperty(event, '%s', { value: data });
                  document.querySelector('%s').dispatchEvent(event);
                }""".formatted(type, carrier, target);
    }

    private static FilePayload picture(String name, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, new Color(20, 90, 130), width, height, new Color(240, 190, 120)));
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return new FilePayload(name, "image/png", out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Saves a screenshot, with {@code -Dparley.pictures=1}. */
    private static void picture(Tab tab, String name) {
        if (System.getProperty("parley.pictures") != null) {
            tab.page().screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/pictures/" + name + ".png")));
        }
    }
}
