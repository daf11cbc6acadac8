package chat.parley.support;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real Chromium, driven by Playwright. All tests of the JVM share one browser, because starting it is expensive; each
 * person is a new context ({@code Browsers.chromium().newContext()}), which the test closes.
 *
 * <p>Playwright is confined to one thread: use it from the test's own.
 */
public final class Browsers {

    /** Disables first-run prompts, background requests and hardware rendering. */
    private static final List<String> FLAGS = List.of(
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static @Nullable Browser shared;

    private Browsers() {}

    public static synchronized Browser chromium() {
        if (shared == null || !shared.isConnected()) {
            shared = launch(Chromium.find());
        }
        return shared;
    }

    private static Browser launch(Chromium chromium) {
        boolean ownDownload = chromium.program() == null;
        Playwright.CreateOptions driver = new Playwright.CreateOptions();
        driver.setEnv(ownDownload ? Map.of() : Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(chromium.environment());
        BrowserType.LaunchOptions options =
                new BrowserType.LaunchOptions().setArgs(flags()).setEnv(environment);
        if (!ownDownload) {
            options.setExecutablePath(chromium.program());
        }
        return Playwright.create(driver).chromium().launch(options);
    }

    /** Chromium's sandbox does not run as root, as in a container. */
    private static List<String> flags() {
        List<String> flags = new ArrayList<>(FLAGS);
        if (System.getProperty("user.name").equals("root")) {
            flags.add("--no-sandbox");
        }
        return flags;
    }
}
