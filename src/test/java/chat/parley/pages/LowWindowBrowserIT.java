package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything can be reached in low windows: phones on their side, split screens, and a zoom of 200 %. */
class LowWindowBrowserIT {

    private static ParleyServer server;
    private static Tab ann;

    @BeforeAll
    static void start() {
        server = ParleyServer.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        Person.signUp(server, "root");
        ann = Tab.signedUp(server, "ann").makeRoom("deck");
        String room = (String) ann.run("document.querySelector('parley-chat').chat.viewed.id");
        for (int i = 0; i < 9; i++) {
            Person.signUp(server, "sailor-" + i).join(room);
        }
        ann.say("anchor");
    }

    @AfterAll
    static void stop() {
        ann.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"740, 360", "844, 390", "1280, 400", "640, 400", "360, 320"})
    void menusListsAndPickersFitTheWindow(int width, int height) {
        ann.page().setViewportSize(width, height);
        ann.enter("deck");

        ann.button("Room menu").click();
        reach(ann.button("Leave room"), height);
        ann.page().keyboard().press("Escape");

        ann.act("anchor", "More actions");
        reach(ann.page().locator(".menu-floating button").last(), height);
        ann.page().keyboard().press("Escape");

        ann.composer().pressSequentially("@sailor");
        Locator options = ann.page().locator("#composer-options");
        assertThat(options).isVisible();
        BoundingBox head = ann.box(ann.page().locator(".room-head"));
        assertThat(ann.box(options).y).as("completion").isGreaterThanOrEqualTo(head.y + head.height - 1);
        for (int i = 0; i < 6; i++) {
            ann.composer().press("ArrowDown");
            assertThat(options.locator("[aria-selected=true]"))
                    .isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(0.9));
        }
        ann.composer().fill("");

        ann.button("Insert an emoji").click();
        Locator picker = ann.page().locator(".emoji-picker");
        BoundingBox box = ann.box(picker);
        assertThat(box.y).as("top of the picker").isGreaterThanOrEqualTo(0);
        assertThat(box.y + box.height).as("bottom of the picker").isLessThanOrEqualTo(height);
        assertThat(ann.box(picker.locator(".emoji-groups")).height)
                .as("three rows of emoji")
                .isGreaterThanOrEqualTo(100);
        ann.page().keyboard().press("Escape");

        ann.button("Search").click();
        ann.page().getByLabel("Search messages").fill("anchor");
        ann.page().keyboard().press("Enter");
        Locator result = ann.page().locator(".search-result");
        result.scrollIntoViewIfNeeded();
        BoundingBox found = ann.box(result);
        assertThat(found.y + found.height).as("a whole result").isLessThanOrEqualTo(height + 1);
        assertThat(ann.page()
                        .locator(".search")
                        .getByLabel("Close search", new Locator.GetByLabelOptions().setExact(true)))
                .isInViewport();
        ann.page().keyboard().press("Escape");
    }

    /** Scrolls to a part and expects it within the window. */
    private static void reach(Locator part, int height) {
        part.scrollIntoViewIfNeeded();
        BoundingBox box = ann.box(part);
        assertThat(box.y).isGreaterThanOrEqualTo(0);
        assertThat(box.y + box.height).isLessThanOrEqualTo(height + 1);
    }
}
