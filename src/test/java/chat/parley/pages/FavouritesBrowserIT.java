package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.SharedServer;
import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;

/** Favourite rooms in the side list. */
class FavouritesBrowserIT {

    private final ParleyServer server = SharedServer.H2.server();
    private final String name = SharedServer.unique("ann");
    private final String room = SharedServer.unique("kitchen");

    @Test
    void favouriteRoomIsListedFirst() {
        try (Tab ann = Tab.signedUp(server, name).makeRoom(room)) {
            Locator favourites = ann.page().locator("[aria-labelledby=side-favourites] .side-room");
            assertThat(favourites).hasCount(0);

            ann.roomMenu("About this room");
            ann.field("Show among favourites").check();
            assertThat(favourites).hasText(room);
            assertThat(ann.page().locator("[aria-labelledby=side-rooms]")).not().containsText(room);

            ann.field("Show among favourites").uncheck();
            assertThat(favourites).hasCount(0);
            assertThat(ann.page().locator("[aria-labelledby=side-rooms]")).containsText(room);
            assertThat(ann.faults()).isEmpty();
        }
    }
}
