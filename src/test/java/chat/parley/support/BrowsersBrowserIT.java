package chat.parley.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class BrowsersBrowserIT {

    @Test
    void browserRunsScriptsAndRendersText() throws IOException {
        try (BrowserContext context = Browsers.chromium().newContext()) {
            Page page = context.newPage();
            page.setContent("<h1 style='color: #000'>Parley</h1><script>document.title = 1 + 1</script>");

            assertThat(page.title()).isEqualTo("2");
            byte[] picture = page.screenshot(
                    new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", "browser.png")));
            assertThat(blackPixels(picture)).isGreaterThan(100);
        }
    }

    private static long blackPixels(byte[] picture) throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(picture));
        long black = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                black += (image.getRGB(x, y) & 0xffffff) == 0 ? 1 : 0;
            }
        }
        return black;
    }
}
