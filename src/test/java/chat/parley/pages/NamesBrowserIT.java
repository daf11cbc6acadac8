package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import com.microsoft.playwright.Locator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The names of people and rooms throughout the pages. */
class NamesBrowserIT {

    private final Person ann = SharedServer.H2.someone("ann");

    @Test
    void formerRoomNameRedirectsToTheNewAddress() {
        String former = SharedServer.unique("former");
        String now = SharedServer.unique("now");
        String lobby = SharedServer.unique("lobby");
        String renamed = ann.makeRoom(former);
        ann.say(ann.makeRoom(lobby), "Come to #" + former + " and #" + now);
        ann.patch("/api/rooms/" + renamed, Map.of("name", now, "title", "Now")).expect(200);
        String name = SharedServer.unique("bob");
        try (Tab bob = Tab.signedUp(SharedServer.H2.server(), name)) {
            Person.logIn(SharedServer.H2.server().url(), name).join(renamed);
            bob.enter(lobby);

            Locator links = bob.page().locator(".text a.call");
            assertThat(links).hasCount(2);
            links.first().click();

            assertThat(bob.page()).hasURL(Pattern.compile(".*/chat/" + now));
            bob.open("/chat/" + former);
            assertThat(bob.page()).hasURL(Pattern.compile(".*/chat/" + now));
            assertThat(bob.faults()).isEmpty();
        }
    }

    @Test
    void addressInOtherLettersLeadsToTheRoomsOwn() {
        String name = SharedServer.unique("Straße");
        ann.makeRoom(name);
        try (Tab bob = Tab.signedUp(SharedServer.H2.server(), SharedServer.unique("bob"))) {
            for (String typed : List.of(name.toUpperCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))) {
                bob.open("/chat/" + typed);
                assertThat(bob.heading(name)).isVisible();
                assertThat(bob.page()).hasURL(SharedServer.H2.server().url() + "/chat/" + encoded(name));
            }
            bob.open("/chat/GENERAL");
            assertThat(bob.page()).hasURL(Pattern.compile(".*/chat/general"));
            assertThat(bob.faults()).isEmpty();
        }
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    @Test
    void peopleWithTheSameNameAreDistinguished() {
        Person cid = SharedServer.H2.someone("cid");
        String shown = "Kim " + SharedServer.unique("");
        String name = SharedServer.unique("kims");
        String room = ann.makeRoom(name);
        cid.join(room);
        for (Person person : new Person[] {ann, cid}) {
            person.patch("/api/account", Map.of("display_name", shown)).expect(200);
            person.say(room, "Hello from " + person.username());
        }
        try (Tab bob = Tab.signedUp(SharedServer.H2.server(), SharedServer.unique("bob"))
                .enter(name)) {
            Locator authors = bob.page().locator(".message .author");
            assertThat(authors).hasText(new String[] {shown + " @" + ann.username(), shown + " @" + cid.username()});
            assertThat(bob.faults()).isEmpty();
        }
    }

    @Test
    void quickSwitchFindsPeopleByPartsWithoutAccents() {
        String tail = SharedServer.unique("").replace("-", "");
        ann.patch("/api/account", Map.of("display_name", "José " + tail)).expect(200);
        try (Tab bob = Tab.signedUp(SharedServer.H2.server(), SharedServer.unique("bob"))
                .enter("general")) {
            bob.page().keyboard().press("Control+k");
            bob.page().locator(".switch input").fill("jose " + tail);
            Locator option = bob.page().locator(".switch-room");
            assertThat(option).hasCount(1);
            assertThat(option).containsText("José " + tail);
            bob.page().keyboard().press("Enter");

            assertThat(bob.composer()).isEditable();
            assertThat(bob.page()).hasURL(Pattern.compile(".*/chat/@" + ann.username()));
            assertThat(bob.page()).hasTitle(Pattern.compile("José.*"));
            assertThat(bob.faults()).isEmpty();
        }
    }

    @Test
    void searchIsNarrowedByDays() {
        String name = SharedServer.unique("days");
        String room = ann.makeRoom(name);
        ann.say(room, "Crème brûlée of today");
        try (Tab bob = Tab.signedUp(SharedServer.H2.server(), SharedServer.unique("bob"))
                .enter(name)) {
            bob.page().locator(".messages").press("/");
            Locator field = bob.page().getByLabel("Search messages");
            field.fill("creme in:#" + name + " from:@" + ann.username());
            assertThat(bob.page().locator(".search-result mark")).hasText("Crème");
            bob.page().getByLabel("Before").fill("2020-02-29");
            assertThat(bob.page().locator(".search")).containsText("No results");
            assertThat(field).hasValue(Pattern.compile(".* before:2020-02-29"));
            bob.page().getByLabel("Before").fill("");
            assertThat(bob.page().locator(".search-result")).hasCount(1);
            assertThat(bob.faults()).isEmpty();
        }
    }
}
