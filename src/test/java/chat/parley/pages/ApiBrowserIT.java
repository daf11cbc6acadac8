package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.SharedServer;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that describes the API. */
class ApiBrowserIT {

    @Test
    void routeIsFoundByItsText() {
        try (Tab tab = Tab.of(SharedServer.H2.server()).open("/api")) {
            tab.page().getByRole(AriaRole.SEARCHBOX).fill("put bans");

            assertThat(tab.page().getByRole(AriaRole.STATUS)).hasText("1 route");
            Locator entry = tab.page().locator("#ban");
            assertThat(entry.getByText("Why.")).isHidden();
            tab.page().keyboard().press("Tab");
            tab.page().keyboard().press("Tab");
            assertThat(entry.locator("summary")).isFocused();
            tab.page().keyboard().press("Enter");
            assertThat(entry.getByText("Spam")).isVisible();
            assertThat(entry.getByText("account_not_found")).isVisible();
            assertThat(tab.faults()).isEmpty();
        }
    }

    @Test
    void fragmentOpensItsEntry() {
        try (Tab tab = Tab.of(SharedServer.H2.server()).open("/api#parley-opened")) {
            Locator opened = tab.page().locator("#parley-opened");
            assertThat(opened.locator("summary")).isFocused();
            tab.page().getByRole(AriaRole.SEARCHBOX).fill("frame opened");

            opened.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("RoomState"))
                    .click();

            assertThat(tab.page()).hasURL(Pattern.compile("/api#object-RoomState$"));
            assertThat(tab.page().locator("#object-RoomState").getByText("The owner's username."))
                    .isVisible();
            assertThat(tab.faults()).isEmpty();
        }
    }
}
