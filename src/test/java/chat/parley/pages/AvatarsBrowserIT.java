package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
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
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Profile pictures: chosen and cropped by one person, seen by another. */
class AvatarsBrowserIT {

    private static final Pattern VERSIONED = Pattern.compile("api/accounts/.*/avatar\\?v=");

    private final ParleyServer server = SharedServer.H2.server();
    private final String ofAnn = SharedServer.unique("ann");
    private final String ofBob = SharedServer.unique("bob");
    private final String room = SharedServer.unique("faces");

    @Test
    void pictureIsCroppedAndReachesOpenPages() {
        try (Tab ann = Tab.signedUp(server, ofAnn).makeRoom(room).say("Hello from Ann");
                Tab settings = ann.beside().open("/settings");
                Tab bob = Tab.signedUp(server, ofBob).enter(room)) {
            Person.logIn(server.url(), ofAnn).post("/api/rooms/direct", Map.of("usernames", List.of(ofBob)));
            Locator shown = bob.page().locator(".message-side .avatar");
            Locator listed = bob.page().locator(".people-person .avatar", new Page.LocatorOptions().setHasText("A"));
            assertThat(shown).hasText("A");
            assertThat(listed.first()).isVisible();

            choose(settings, picture("harbour.png", 900, 600));
            Locator frame = settings.page().locator(".crop-frame");
            assertThat(frame).isVisible();
            frame.focus();
            frame.press("ArrowRight");
            settings.field("Zoom").fill("1.5");
            picture(settings, "avatar-crop");
            settings.button("Save picture").click();

            for (Locator place : new Locator[] {
                settings.page().locator(".who .avatar img"),
                settings.page().locator(".account-button .avatar img"),
                ann.page().locator(".account-button .avatar img"),
                ann.page().locator(".message-side .avatar img"),
                bob.page().locator(".message-side .avatar img"),
                bob.page().locator(".people-person .avatar img"),
            }) {
                assertThat(place).hasAttribute("src", VERSIONED);
                assertThat(place).hasJSProperty("complete", true);
            }
            bob.composer().pressSequentially("@an");
            assertThat(bob.page().locator(".suggestions .avatar img").first()).isVisible();
            picture(bob, "avatar-room");
            bob.composer().fill("");
            bob.page().locator(".message-head .author").first().click();
            assertThat(bob.page().locator(".person-card .avatar img")).isVisible();
            picture(bob, "avatar-card");
            bob.page().keyboard().press("Escape");
            bob.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            picture(bob, "avatar-room-dark");
            bob.page().setViewportSize(360, 740);
            picture(bob, "avatar-phone-dark");
            picture(settings, "avatar-settings");
            settings.page().setViewportSize(360, 740);
            picture(settings, "avatar-settings-phone");
            bob.page().setViewportSize(1280, 800);
            bob.open("/chat");
            assertThat(bob.page().locator(".side-room .avatar img").first()).isVisible();
            bob.enter(room);

            settings.button("Remove the picture").click();
            settings.page().locator("dialog .button-danger").click();

            assertThat(bob.page().locator(".message-side .avatar img")).hasCount(0);
            assertThat(shown).hasText("A");
            assertThat(settings.page().locator(".who .avatar")).hasText("A");
            assertThat(ann.page().locator(".account-button .avatar")).hasText("A");
            assertThat(bob.faults()).isEmpty();
            assertThat(settings.faults()).isEmpty();
        }
    }

    /** Bob has not opened the conversation in this tab. */
    @Test
    void pictureReachesTheListOfRoomsWithoutOpeningTheConversation() {
        try (Tab ann = Tab.signedUp(server, ofAnn);
                Tab settings = ann.beside().open("/settings");
                Tab bob = Tab.signedUp(server, ofBob)) {
            Person.logIn(server.url(), ofAnn).post("/api/rooms/direct", Map.of("usernames", List.of(ofBob)));
            Locator listed = bob.page().locator(".side .side-room .avatar");
            assertThat(listed).hasText("A");

            choose(settings, picture("harbour.png", 900, 600));
            settings.button("Save picture").click();
            assertThat(listed.locator("img")).hasAttribute("src", VERSIONED);

            settings.button("Remove the picture").click();
            settings.page().locator("dialog .button-danger").click();
            assertThat(listed).hasText("A");
        }
    }

    @Test
    void fileThatIsNoPictureIsRefusedInThePage() {
        try (Tab ann = Tab.signedUp(server, ofAnn).open("/settings")) {
            choose(ann, new FilePayload("notes.png", "image/png", "no picture".getBytes(StandardCharsets.UTF_8)));

            assertThat(ann.page().getByText("This browser can’t read the picture"))
                    .isVisible();
            assertThat(ann.page().locator(".crop-frame")).hasCount(0);
        }
    }

    private static void choose(Tab tab, FilePayload file) {
        tab.page().locator("parley-picture input[type=file]").setInputFiles(file);
    }

    private static FilePayload picture(String name, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = image.createGraphics();
        brush.setPaint(new GradientPaint(0, 0, new Color(250, 200, 120), width, height, new Color(40, 90, 140)));
        brush.fillRect(0, 0, width, height);
        brush.setColor(Color.WHITE);
        brush.fillOval(width / 2 - 90, height / 2 - 90, 180, 180);
        brush.dispose();
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
            tab.page().screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "pictures", name + ".png")));
        }
    }
}
