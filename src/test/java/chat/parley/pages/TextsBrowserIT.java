package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The placeholders of the catalogue's texts are filled in. */
class TextsBrowserIT {

    /** A value that is not a text, a missing one, or a remaining placeholder. */
    private static final Pattern UNFILLED = Pattern.compile("\\[object|undefined|\\{[a-z]\\w*}");

    private static ParleyServer server;
    private static Tab admin;

    @BeforeAll
    static void start() {
        server = ParleyServer.with().property("parley.guests.enabled", "true").start();
        admin = Tab.signedUp(server, "texts-admin");
        admin.makeRoom("texts").say("one");
        admin.open("/chat/texts").say("@texts-admin two");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/login",
                "/signup",
                "/chat",
                "/chat/texts",
                "/settings",
                "/admin#accounts",
                "/admin#rooms",
                "/admin#messages",
                "/admin#settings",
                "/admin#nodes",
                "/admin#doctor",
                "/admin#audit"
            })
    void pagesContainNoUnfilledPlaceholders(String path) {
        Page page = admin.open("/" + path.substring(1)).page();
        page.reload();
        page.waitForLoadState(LoadState.NETWORKIDLE);
        assertThat(page.locator("main")).isVisible();
        if (System.getProperty("parley.pictures") != null) {
            picture(page, path);
        }

        assertThat(page.locator("body").innerText()).doesNotContainPattern(UNFILLED);
        assertThat((String) page.evaluate("[...document.querySelectorAll('[aria-label], [title], [placeholder]')]"
                        + ".flatMap(({ attributes }) => [...attributes].map(({ value }) => value)).join('\\n')"))
                .doesNotContainPattern(UNFILLED);
        assertThat(admin.faults()).isEmpty();
    }

    private static void picture(Page page, String path) {
        for (int width : new int[] {360, 1280}) {
            page.setViewportSize(width, 800);
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target", "pictures", path.replaceAll("\\W+", "-") + width + ".png")));
        }
    }
}
