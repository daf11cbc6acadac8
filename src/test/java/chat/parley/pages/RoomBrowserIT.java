package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two people in a room. */
class RoomBrowserIT {

    private static ParleyServer server;
    private static int count;

    private String room;
    private Tab ann;
    private Tab bob;

    @BeforeAll
    static void start() {
        server = ParleyServer.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(15_000);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void openTabs() {
        count++;
        room = "room-" + count;
        ann = Tab.signedUp(server, "ann-" + count).makeRoom(room);
        bob = Tab.signedUpOnPhone(server, "bob-" + count).enter(room);
    }

    @AfterEach
    void closeTabs() {
        List<String> faults = List.copyOf(ann.faults());
        List<String> others = List.copyOf(bob.faults());
        ann.close();
        bob.close();
        assertThat(faults).isEmpty();
        assertThat(others).isEmpty();
    }

    @Test
    void bothSeeNewMessagesLive() {
        ann.say("Is anybody here?");
        assertThat(bob.texts()).hasText(new String[] {"Is anybody here?"});

        bob.say("I am!");
        assertThat(ann.texts()).hasText(new String[] {"Is anybody here?", "I am!"});
        assertThat(ann.composer()).isFocused();
        assertThat(ann.composer()).hasValue("");
    }

    @Test
    void ownMessagesAreHighlighted() {
        ann.say("mine");
        assertThat(ann.message("mine")).hasClass(Pattern.compile("message-own"));
        assertThat(bob.message("mine")).not().hasClass(Pattern.compile("message-own"));
    }

    @Test
    void presenceIsShownLive() {
        String[] both = {"ann-" + count, "bob-" + count};
        assertThat(ann.online()).hasText(both);
        assertThat(bob.online()).hasText(both);
        assertThat(ann.heading("Here (2)")).isVisible();

        bob.page().close();

        assertThat(ann.online()).hasText(new String[] {both[0]});
        assertThat(ann.heading("Here (1)")).isVisible();
    }

    @Test
    void editedMessageChangesForBoth() {
        ann.say("Tea at fife");
        assertThat(ann.pending()).hasCount(0);
        ann.composer().press("ArrowUp");
        ann.field("Edit message").fill("Tea at five");
        ann.field("Edit message").press("Enter");

        for (Tab tab : List.of(ann, bob)) {
            assertThat(tab.texts()).hasText(new String[] {"Tea at five (edited)"});
        }
        assertThat(ann.composer()).isFocused();
    }

    @Test
    void deletedMessageDisappearsForBoth() {
        ann.say("Forget this");
        assertThat(bob.texts()).hasCount(1);

        ann.act("Forget this", "Delete");
        ann.button("Delete").last().click();

        for (Tab tab : List.of(ann, bob)) {
            assertThat(tab.message("This message was deleted.")).isVisible();
            assertThat(tab.texts()).hasCount(0);
        }
    }

    @Test
    void onlyModeratorsDeleteMessagesOfOthers() {
        bob.say("Buy my things");
        assertThat(ann.texts()).hasCount(1);

        bob.message("Buy my things").hover();
        ann.act("Buy my things", "Delete");
        ann.button("Delete").last().click();

        assertThat(bob.message("This message was deleted.")).isVisible();
        ann.say("Mine stays");
        bob.message("Mine stays").hover();
        assertThat(bob.button("Reply")).isVisible();
        assertThat(bob.button("Delete")).hasCount(0);
    }

    @Test
    void replyQuotesAndLinksItsMessage() {
        ann.say("Who **brings** the [cake](https://example.org)?");
        assertThat(bob.texts()).hasCount(1);
        bob.act("Who brings the cake?", "Reply");
        bob.say("I do");

        Locator quote = ann.message("I do").locator(".quote");
        assertThat(quote.locator(".quote-text")).hasText("Who brings the cake?");
        quote.click();
        assertThat(ann.page().locator("#message-1")).isFocused();
    }

    @Test
    void reloadShowsTheLiveState() {
        ann.say("one").say("two\nwith a second line").say("<b>three</b> & \"four\"");
        bob.say("سلام").say("five 😀");
        assertThat(ann.pending()).hasCount(0);
        assertThat(ann.texts()).hasCount(5);
        ann.composer().press("ArrowUp");
        ann.field("Edit message").fill("3");
        ann.field("Edit message").press("Enter");
        ann.act("one", "Delete");
        ann.button("Delete").last().click();
        assertThat(bob.texts())
                .hasText(new String[] {"two\nwith a second line", "3 (edited)", "سلام", "five 😀"}, asRendered());
        String live = visibleText(bob);

        bob.page().reload();
        assertThat(bob.texts()).hasCount(4);

        assertThat(visibleText(bob)).isEqualTo(live);
    }

    @Test
    void markdownIsRenderedTheSameLiveAndAfterAReload() {
        ann.say("**bold** *em* ~~gone~~ `<b>code</b>` https://example.org/?a=1&b=2 [bad](javascript:window.ran=true)");
        ann.say("# no heading\n- one\n- two\n\n> quoted\n\n```\nlet x = 1;\n```\n<u>no tag</u>");
        assertThat(bob.texts()).hasCount(2);
        Locator first = bob.texts().first();
        assertThat(first.locator("strong")).hasText("bold");
        assertThat(first.locator("code")).hasText("<b>code</b>");
        assertThat(first.locator("a")).hasCount(1);
        assertThat(first.locator("a")).hasAttribute("rel", "noopener noreferrer nofollow");
        Locator second = bob.texts().last();
        assertThat(second.locator("li")).hasText(new String[] {"one", "two"});
        assertThat(second.locator("blockquote")).hasText("quoted");
        assertThat(second.locator("pre")).hasText("let x = 1;");
        assertThat(second).containsText("# no heading");
        assertThat(second).containsText("<u>no tag</u>");
        String live = visibleText(bob);

        bob.page().reload();
        assertThat(bob.texts()).hasCount(2);

        assertThat(visibleText(bob)).isEqualTo(live);
    }

    @Test
    void twoPeopleReactAndBothSeeIt() {
        ann.say("cake?");
        assertThat(bob.texts()).hasCount(1);

        bob.act("cake?", "React");
        bob.field("Search emoji").fill("heart");
        bob.field("Search emoji").press("Enter");
        Locator chip = ann.page().locator(".reaction");
        assertThat(chip).hasText("❤️1");
        chip.click();

        assertThat(bob.page().locator(".reaction")).hasText("❤️2");
        assertThat(bob.page().locator(".reaction")).hasAttribute("aria-label", "❤️ 2: you, ann-" + count);
        bob.page().locator(".reaction").click();
        assertThat(chip).hasText("❤️1");
        assertThat(bob.faults()).isEmpty();
    }

    @Test
    void htmlInAMessageStaysTextLiveAndAfterAReload() {
        String attack = "<img src=x onerror=\"window.ran=true\"><script>window.ran=true</script>"
                + "<a href=\"javascript:window.ran=true\">x</a>${7+7}{{7+7}}<parley-room></parley-room>";
        ann.say(attack);

        assertThat(bob.texts()).hasText(new String[] {attack});
        bob.page().reload();
        assertThat(bob.texts()).hasText(new String[] {attack});

        for (Tab tab : List.of(ann, bob)) {
            assertThat(tab.page().locator(".text :not(p)")).hasCount(0);
            assertThat(tab.run("window.ran === undefined")).isEqualTo(true);
        }
    }

    @Test
    void enterDuringCompositionSendsNothing() {
        ann.composer().fill("にほん");
        ann.composer()
                .evaluate("area => area.dispatchEvent(new KeyboardEvent('keydown',"
                        + " {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))");
        ann.composer().press("Shift+Enter");
        ann.composer().pressSequentially("ご");

        assertThat(ann.composer()).hasValue("にほん\nご");
        assertThat(ann.texts()).hasCount(0);
    }

    @Test
    void blankAndOverlongTextsCannotBeSent() {
        ann.composer().fill("  \n ");
        assertThat(ann.button("Send message")).isDisabled();
        ann.composer().fill("x".repeat(4001));
        assertThat(ann.button("Send message")).isDisabled();
        assertThat(ann.page().getByText("1 character over the limit")).isVisible();
        ann.composer().fill("x".repeat(4000));
        ann.button("Send message").click();

        assertThat(bob.texts()).hasText(new String[] {"x".repeat(4000)});
    }

    @Test
    void leavingARoomReturnsToTheLobby() {
        bob.roomMenu("Leave room");
        assertThat(bob.page().getByText("will not be notified of new messages")).isVisible();
        bob.button("Leave room").click();

        bob.page().waitForURL(server.url() + "/chat");
        assertThat(ann.online()).hasCount(1);
        assertThat(bob.page().locator("section[aria-label='Rooms to discover']").getByText(room))
                .isVisible();
    }

    @Test
    void leftRoomCanBeDiscoveredDespiteALateFrame() {
        List<Runnable> late = new ArrayList<>();
        bob.page()
                .routeWebSocket(
                        Pattern.compile("/ws"),
                        socket -> socket.connectToServer().onMessage(frame -> {
                            if (frame.text().contains("\"type\":\"gone\"")) {
                                late.add(() -> socket.send(frame.text()));
                            } else {
                                socket.send(frame.text());
                            }
                        }));
        bob.page().reload();
        bob.roomMenu("Leave room");
        bob.button("Leave room").click();
        Locator found =
                bob.page().locator("section[aria-label='Rooms to discover']").getByText(room);
        assertThat(found).isVisible();

        bob.page().waitForCondition(() -> !late.isEmpty());
        late.forEach(Runnable::run);
        bob.page().evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");

        assertThat(found).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(1));
    }

    @Test
    void unreadMessagesAreCountedInTheLobbyUntilTheyAreRead() {
        bob.open("/chat");
        Locator card = bob.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile(room + "\\b")))
                .first();
        assertThat(card).isVisible();
        ann.say("first").say("second");
        assertThat(ann.pending()).hasCount(0);

        assertThat(card.locator(".badge")).containsText("2");
        card.click();
        assertThat(bob.texts()).hasCount(2);
        bob.link("All rooms").click();
        assertThat(card).isVisible();
        assertThat(card.locator(".badge")).hasCount(0);
    }

    /** Returns the visible text of all messages, after they are read and the separator of new ones is gone. */
    private static String visibleText(Tab tab) {
        tab.page()
                .waitForCondition(() -> tab.run("document.querySelector('parley-chat').chat.viewed.unread")
                        .equals(0));
        return tab.page().locator(".chunks").innerText();
    }

    /** Compares line breaks of Markdown, which are elements, as they appear. */
    private static LocatorAssertions.HasTextOptions asRendered() {
        return new LocatorAssertions.HasTextOptions().setUseInnerText(true);
    }
}
