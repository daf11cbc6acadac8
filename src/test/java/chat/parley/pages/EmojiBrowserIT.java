package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Emoji of the server: added by an administrator, written, completed and used in reactions by others, and removed. */
class EmojiBrowserIT {

    private static final Pattern VERSIONED = Pattern.compile("api/emoji/party_fish\\?v=");

    @Test
    void emojiIsUsedOnOpenPagesUntilItIsRemoved() {
        try (ParleyServer server = ParleyServer.start();
                Tab root = Tab.signedUp(server, "root");
                Tab ann = Tab.signedUp(server, "ann").makeRoom("pond").say("before :party_fish: came");
                Tab bob = Tab.signedUpOnPhone(server, "bob").enter("pond")) {
            root.open("/admin#emoji");
            root.field("Name").fill(":party_fish:");
            root.page().locator("#emoji-picture").setInputFiles(fish());
            root.button("Add emoji").click();
            assertThat(root.page().locator(".lines img")).hasAttribute("src", VERSIONED);
            picture(root, "emoji-admin");

            for (Tab tab : new Tab[] {ann, bob}) {
                assertThat(tab.page().locator(".text img.custom-emoji")).hasAttribute("src", VERSIONED);
            }
            ann.composer().pressSequentially(":party");
            assertThat(ann.page().locator(".suggestions img.custom-emoji")).isVisible();
            picture(ann, "emoji-completion");
            ann.composer().press("Tab");
            ann.composer().press("Enter");
            assertThat(bob.page().locator(".text-emoji img.custom-emoji")).isVisible();
            ann.page().locator(".message").first().hover();
            ann.button("React").first().click();
            assertThat(ann.page().locator(".emoji-picker img.custom-emoji").first())
                    .isVisible();
            picture(ann, "emoji-picker");
            ann.page()
                    .locator(".emoji-picker .emoji[title=':party_fish:']")
                    .last()
                    .click();
            assertThat(bob.page().locator(".reaction img.custom-emoji")).isVisible();
            picture(bob, "emoji-phone");
            ann.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            picture(ann, "emoji-dark");

            root.button("Remove :party_fish:").click();
            root.page().locator("dialog .button-danger").click();

            Locator left = bob.page().locator("img.custom-emoji");
            assertThat(left).hasCount(0);
            assertThat(bob.page().locator(".reaction")).containsText(":party_fish:");
            assertThat(bob.message("before :party_fish: came")).isVisible();
            assertThat(ann.faults()).isEmpty();
            assertThat(bob.faults()).isEmpty();
            assertThat(root.faults()).isEmpty();
        }
    }

    @Test
    void pickerFindsAllEmojiAndRemembersTheSkinTone() {
        try (ParleyServer server = ParleyServer.start();
                Tab ann = Tab.signedUp(server, "ann").makeRoom("pond").say("hello");
                Tab bob = Tab.signedUpOnPhone(server, "bob").enter("pond")) {
            Locator picker = ann.page().locator(".emoji-picker");
            react(ann);
            assertThat(picker.locator(".emoji-tab")).hasCount(10);
            picker.getByLabel("Search emoji").fill("flag ukr");
            picker.getByLabel("Search emoji").press("Enter");
            assertThat(bob.page().locator(".reaction")).hasText("🇺🇦1");

            react(ann);
            ann.button("Dark skin tone").click();
            picker.getByLabel("People and body").first().click();
            picker.locator(".emoji[title=':wave:']").click();
            assertThat(bob.page().locator(".reaction").last()).hasText("👋🏿1");

            ann.composer().pressSequentially("hi :flag-fr");
            assertThat(ann.page().locator(".suggestions")).containsText("🇫🇷");
            ann.composer().press("Tab");
            ann.button("Insert an emoji").click();
            assertThat(picker.locator(".emoji").first()).hasText("👋🏿");
            picker.getByLabel("Search emoji").press("ArrowDown");
            picker.locator(".emoji:focus").press("Enter");
            assertThat(ann.composer()).hasValue("hi 🇫🇷 👋🏿");
            assertThat(ann.faults()).isEmpty();
        }
    }

    private static void react(Tab tab) {
        tab.page().locator(".message").first().hover();
        tab.button("React").first().click();
    }

    private static FilePayload fish() {
        BufferedImage image = new BufferedImage(300, 200, BufferedImage.TYPE_INT_ARGB);
        Graphics2D brush = image.createGraphics();
        brush.setColor(new Color(240, 130, 60));
        brush.fillOval(10, 40, 210, 120);
        brush.fillPolygon(new int[] {190, 290, 290}, new int[] {100, 30, 170}, 3);
        brush.setColor(Color.WHITE);
        brush.fillOval(50, 75, 30, 30);
        brush.dispose();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return new FilePayload("fish.png", "image/png", out.toByteArray());
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
