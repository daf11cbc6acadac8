package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Website;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two people see previews of links, and remove them. */
class PreviewsBrowserIT {

    private static final Website SITE = new Website();
    private static ParleyServer server;

    @BeforeAll
    static void start() {
        SITE.page("/wide.png", "image/png", png(1200, 630));
        SITE.page("/small.png", "image/png", png(256, 256));
        page(
                "/garden",
                "A garden in the city",
                "What grows on twelve square metres of balcony, month by month, and"
                        + " what to do about the snails that find their way up to the fourth floor every year.",
                "/wide.png");
        page("/tea", "Tea", "How to brew oolong", "/small.png");
        page("/words", "A page without a picture", "Only words", "");
        server = ParleyServer.with().previewsOf(SITE).start();
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    }

    @AfterAll
    static void stop() {
        server.close();
        SITE.close();
    }

    private static void page(String path, String title, String description, String picture) {
        SITE.page(
                path,
                "<meta property='og:title' content='" + title + "'><meta property='og:description' content='"
                        + description
                        + "'><meta property='og:site_name' content='The Gardener'>"
                        + (picture.isEmpty() ? "" : "<meta property='og:image' content='" + picture + "'>"));
    }

    private static byte[] png(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, new Color(30, 110, 60), width, height, new Color(230, 220, 140)));
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Locator previews(Tab tab) {
        return tab.page().locator(".preview");
    }

    private static void awaitPictures(Tab tab, int count) {
        Locator pictures = tab.page().locator(".preview-picture");
        assertThat(pictures).hasCount(count);
        for (int i = 0; i < count; i++) {
            Locator picture = pictures.nth(i);
            picture.scrollIntoViewIfNeeded();
            Awaitility.await("the picture is loaded")
                    .until(() -> (Boolean) picture.evaluate("image => image.complete && image.naturalWidth > 0"));
        }
    }

    @Test
    void previewsAppearForEverybodyAndStayAfterAReload() {
        try (Tab ann = Tab.signedUp(server, "ann-previews").makeRoom("previews");
                Tab bob = Tab.signedUpOnPhone(server, "bob-previews").enter("previews")) {
            ann.say("Spring is coming: " + SITE.url("/garden"));
            ann.say("and " + SITE.url("/tea") + " or " + SITE.url("/words"));

            for (Tab tab : List.of(ann, bob)) {
                assertThat(previews(tab)).hasCount(3);
                awaitPictures(tab, 2);
                assertThat(previews(tab).first()).containsText("A garden in the city");
                assertThat(previews(tab).first()).containsText("The Gardener");
            }
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                ann.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                bob.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                picture(ann, "previews-desktop-" + scheme);
                picture(bob, "previews-phone-" + scheme);
            }
            assertThat(previews(bob).first().locator("a")).hasAttribute("href", SITE.url("/garden"));
            assertThat((Integer) bob.page().evaluate("document.documentElement.scrollWidth - innerWidth"))
                    .isLessThanOrEqualTo(0);
            bob.page().reload();
            assertThat(previews(bob)).hasCount(3);
            assertThat(ann.faults()).isEmpty();
            assertThat(bob.faults()).isEmpty();
        }
    }

    /** The box of a picture has its size before the picture is loaded. */
    @Test
    void pictureThatArrivesMovesNothing() {
        try (Tab ann = Tab.signedUp(server, "ann-still").makeRoom("still")) {
            ann.page().route("**/picture", route -> {});
            ann.say(SITE.url("/garden"));
            Locator picture = ann.page().locator(".preview-picture");
            assertThat(picture).hasCount(1);
            var before = ann.box(picture);

            assertThat(before.width / before.height).isBetween(1.8, 2.0);
            ann.page().unroute("**/picture");
            ann.page().reload();
            awaitPictures(ann, 1);
            assertThat(ann.box(picture).height).isEqualTo(before.height);
        }
    }

    @Test
    void authorRemovesAPreviewWithTheKeyboard() {
        try (Tab ann = Tab.signedUp(server, "ann-removes").makeRoom("removal");
                Tab bob = Tab.signedUp(server, "bob-removes").enter("removal")) {
            bob.say(SITE.url("/words"));
            assertThat(previews(ann)).hasCount(1);
            assertThat(previews(bob)).hasCount(1);
            Tab eve = Tab.signedUp(server, "eve-removes").enter("removal");
            assertThat(previews(eve)).hasCount(1);
            assertThat(eve.button("Remove preview")).hasCount(0);
            eve.close();

            previews(bob).locator("a").focus();
            bob.page().keyboard().press("Tab");
            assertThat(bob.button("Remove preview")).isFocused();
            bob.page().keyboard().press("Enter");

            assertThat(previews(bob)).hasCount(0);
            assertThat(bob.composer()).isFocused();
            assertThat(previews(ann)).hasCount(0);
            bob.say("again " + SITE.url("/words"));
            assertThat(previews(ann)).hasCount(1);
            previews(ann).hover();
            ann.button("Remove preview").click();
            assertThat(previews(bob)).hasCount(0);
        }
    }

    @Test
    void ownerTurnsPreviewsOffInTheRoom() {
        try (Tab ann = Tab.signedUp(server, "ann-off").makeRoom("off")) {
            ann.roomMenu("About this room");
            Locator choice = ann.field("Show previews of links");
            assertThat(choice).isChecked();
            choice.uncheck();
            assertThat(choice).not().isChecked();
            ann.page().keyboard().press("Escape");
            ann.say("first " + SITE.url("/tea"));
            ann.roomMenu("About this room");
            assertThat(choice).not().isChecked();
            choice.check();
            ann.page().keyboard().press("Escape");
            ann.say("second " + SITE.url("/words"));

            assertThat(previews(ann)).hasCount(1);
            assertThat(ann.message("second").locator(".preview")).hasCount(1);
        }
    }

    /** Saves a screenshot, with {@code -Dparley.pictures=1}. */
    private static void picture(Tab tab, String name) {
        if (System.getProperty("parley.pictures") != null) {
            tab.page().screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/pictures/" + name + ".png")));
        }
    }
}
