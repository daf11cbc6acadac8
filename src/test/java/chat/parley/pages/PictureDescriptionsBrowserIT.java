package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Descriptions of pictures, and edits of messages that consist only of files. */
class PictureDescriptionsBrowserIT {

    private static ParleyServer server;

    @BeforeAll
    static void start() {
        server = ParleyServer.with().start();
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void describedPictureIsReadByOthersAndDescribedAgain() {
        try (Tab ann = Tab.signedUp(server, "ann-alt").makeRoom("described");
                Tab bob = Tab.signedUpOnPhone(server, "bob-alt").enter("described")) {
            attach(ann, picture("harbour.png"));
            ann.button("Describe harbour.png").click();
            ann.field("Description").fill("Boats in the morning");
            picture(ann, "alt-dialog");
            ann.page().keyboard().press("Enter");
            assertThat(ann.button("Change the description of harbour.png")).isVisible();
            picture(ann, "alt-composer");
            ann.button("Send message").click();

            assertThat(pictures(bob)).hasAttribute("alt", "Boats in the morning");
            pictures(ann).click();
            ann.button("Change the description of harbour.png").click();
            ann.field("Description").fill("Three boats");
            ann.page().keyboard().press("ArrowLeft");
            ann.button("Save").click();
            assertThat(ann.page().locator(".lightbox-alt")).hasText("Three boats");
            assertThat(pictures(bob)).hasAttribute("alt", "Three boats");
            picture(ann, "alt-lightbox");
            pictures(bob).click();
            assertThat(bob.page().locator(".lightbox-alt")).hasText("Three boats");
            assertThat(bob.page().locator(".alt-button")).hasCount(0);
            picture(bob, "alt-lightbox-phone");
            bob.open("/chat/described");
            assertThat(pictures(bob)).hasAttribute("alt", "Three boats");
            assertThat(ann.faults()).isEmpty();
            assertThat(bob.faults()).isEmpty();
        }
    }

    @Test
    void descriptionThatWasTypedIsNotLostWithTheDialog() {
        try (Tab ann = Tab.signedUp(server, "ann-undo").makeRoom("undo")) {
            attach(ann, picture("harbour.png"));
            ann.button("Describe harbour.png").click();
            ann.field("Description").fill("Half a descrip");
            ann.page().keyboard().press("Escape");
            ann.button("Undo").click();

            assertThat(ann.field("Description")).hasValue("Half a descrip");
            ann.button("Save").click();
            assertThat(ann.button("Change the description of harbour.png")).isVisible();
        }
    }

    @Test
    void messageOfFilesGetsATextAndLosesItAgain() {
        try (Tab ann = Tab.signedUp(server, "ann-only").makeRoom("only");
                Tab bob = Tab.signedUp(server, "bob-only").enter("only")) {
            attach(ann, picture("one.png"), picture("two.png"));
            ann.button("Send message").click();
            assertThat(pictures(bob)).hasCount(2);
            assertThat(ann.pending()).hasCount(0);

            ann.composer().press("ArrowUp");
            ann.field("Edit message").fill("Two pictures");
            picture(ann, "edit-files");
            ann.page().keyboard().press("Enter");
            assertThat(bob.texts()).containsText(new String[] {"Two pictures"});

            ann.act("Two pictures", "Edit");
            ann.button("Remove one.png").click();
            dialogButton(ann, "Remove").click();
            assertThat(pictures(bob)).hasCount(1);
            assertThat(bob.texts()).containsText(new String[] {"Two pictures"});
            ann.field("Edit message").fill("");
            ann.page().keyboard().press("Enter");
            assertThat(bob.texts()).hasCount(0);
            assertThat(pictures(bob)).hasCount(1);

            ann.composer().press("ArrowUp");
            ann.button("Remove two.png").click();
            picture(ann, "edit-last-file");
            dialogButton(ann, "Delete").click();
            assertThat(bob.page().locator(".message-gone")).hasCount(1);
            assertThat(ann.faults()).isEmpty();
            assertThat(bob.faults()).isEmpty();
        }
    }

    private static Locator dialogButton(Tab tab, String words) {
        return tab.page().locator("dialog").getByText(words, new Locator.GetByTextOptions().setExact(true));
    }

    private static void attach(Tab tab, FilePayload... files) {
        tab.page().locator("parley-composer input[type=file]").setInputFiles(files);
    }

    private static Locator pictures(Tab tab) {
        return tab.page().locator(".pictures img");
    }

    private static FilePayload picture(String name) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(new BufferedImage(600, 400, BufferedImage.TYPE_INT_RGB), "png", out);
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
