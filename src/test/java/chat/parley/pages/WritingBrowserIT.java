package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Texts on their way into the room log: across tabs, offline, refused. */
class WritingBrowserIT {

    /** A text that the server refuses and that the composer would not send. */
    private static final String REFUSED = "too much of this ".repeat(300);

    private static ParleyServer server;

    @BeforeAll
    static void start() {
        server = ParleyServer.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void textsOfTwoTabsAppearInBothAndArriveOnceInOrder() {
        try (Tab first = Tab.signedUp(server, "ann-order").makeRoom("order");
                Tab second = first.beside().enter("order");
                Tab bob = Tab.signedUpOnPhone(server, "bob-order").enter("order")) {
            first.offline(true);
            String[] all = {"one", "two", "three"};
            first.write("one");
            assertThat(second.pending()).hasCount(1);
            second.write("two");
            assertThat(first.pending()).hasCount(2);
            first.write("three");
            assertThat(second.texts()).hasText(all);

            first.offline(false);

            for (Tab tab : List.of(first, second, bob)) {
                assertThat(tab.texts()).hasText(all);
                assertThat(tab.pending()).hasCount(0);
            }
            bob.page().reload();
            assertThat(bob.texts()).hasText(all);
        }
    }

    @Test
    void selectionIsFormattedByTheBarAndByShortcutsAndUndone() {
        try (Tab ann = Tab.signedUp(server, "ann-format").makeRoom("format")) {
            Locator composer = ann.composer();
            composer.fill("some words");
            composer.press("Control+a");
            composer.press("Control+b");
            assertThat(composer).hasValue("**some words**");
            composer.press("Control+z");
            assertThat(composer).hasValue("some words");

            ann.button("Formatting").click();
            composer.press("Control+a");
            ann.button("Italic").click();
            assertThat(composer).hasValue("*some words*");
            ann.button("Strikethrough").click();
            ann.button("Quote").click();
            assertThat(composer).hasValue("> *~~some words~~*");
            picture(ann, "formatting");
            composer.press("Enter");
            assertThat(ann.page().locator(".message blockquote em del")).hasText("some words");

            ann.page().reload();
            assertThat(ann.button("Bold")).isVisible();
            ann.page().setViewportSize(360, 740);
            ann.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            picture(ann, "formatting-phone-dark");
            ann.button("Formatting").click();
            assertThat(ann.button("Bold")).hasCount(0);
            assertThat(ann.faults()).isEmpty();
        }
    }

    /** Saves a screenshot, with {@code -Dparley.pictures=1}. */
    private static void picture(Tab tab, String name) {
        if (System.getProperty("parley.pictures") != null) {
            tab.page().screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "pictures", name + ".png")));
        }
    }

    @Test
    void anotherTabTakesOverSending() {
        try (Tab first = Tab.signedUp(server, "ann-gone").makeRoom("gone");
                Tab second = first.beside().enter("gone")) {
            first.offline(true);
            first.write("from the first");
            assertThat(second.pending()).hasCount(1);
            second.write("from the second");
            assertThat(first.pending()).hasCount(2);

            first.page().close();
            second.offline(false);

            String[] both = {"from the first", "from the second"};
            assertThat(second.pending()).hasCount(0);
            assertThat(second.texts()).hasText(both);
            second.page().reload();
            assertThat(second.texts()).hasText(both);
        }
    }

    @Test
    void textOfAClosedRoomIsSentToo() {
        try (Tab ann = Tab.signedUp(server, "ann-away").makeRoom("away");
                Tab bob = Tab.signedUpOnPhone(server, "bob-away").enter("away")) {
            ann.offline(true);
            ann.write("sent from afar");
            assertThat(ann.pending()).hasCount(1);
            ann.page().close();
            ann.offline(false);

            try (Tab next = ann.beside().open("/chat")) {
                assertThat(bob.texts()).hasText(new String[] {"sent from afar"});
                assertThat(next.faults()).isEmpty();
            }
        }
    }

    @Test
    void refusedTextSurvivesAReloadUntilItIsDiscarded() {
        try (Tab ann = Tab.signedUp(server, "ann-refused").makeRoom("refused")) {
            post(ann, REFUSED);
            assertThat(ann.page().getByText("Not sent.")).isVisible();
            ann.say("this one is fine");
            assertThat(ann.pending()).hasCount(0);

            ann.page().reload();

            assertThat(ann.page().getByText("Not sent.")).isVisible();
            ann.button("Discard").click();
            assertThat(ann.texts()).hasText(new String[] {"this one is fine"});
            ann.page().reload();
            assertThat(ann.texts()).hasText(new String[] {"this one is fine"});
        }
    }

    @Test
    void textWrittenOfflineIsShownAsWaiting() {
        try (Tab ann = Tab.signedUp(server, "ann-held").makeRoom("held")) {
            ann.offline(true);
            ann.write("later");
            assertThat(ann.message("later")).containsText("Will be sent when you reconnect");
            ann.offline(false);

            assertThat(ann.pending()).hasCount(0);
            assertThat(ann.texts()).hasText(new String[] {"later"});
        }
    }

    @Test
    void refusedTextReturnsBeforeTheCurrentDraft() {
        try (Tab ann = Tab.signedUpOnPhone(server, "ann-back").makeRoom("back")) {
            ann.composer().fill("and the rest");
            post(ann, REFUSED);

            ann.button("Edit").click();

            assertThat(ann.composer()).hasValue(REFUSED + "\nand the rest");
            assertThat(ann.composer()).isFocused();
            assertThat(ann.texts()).hasCount(0);
            ann.composer().fill("shorter");
            ann.composer().press("Enter");
            assertThat(ann.texts()).hasText(new String[] {"shorter"});
        }
    }

    @Test
    void draftIsSharedByTabsSurvivesAReloadAndMarksItsRoom() {
        try (Tab first = Tab.signedUp(server, "ann-draft").makeRoom("drafts");
                Tab second = first.beside().enter("drafts")) {
            first.composer().fill("half a thought");
            assertThat(second.composer()).hasValue("half a thought");
            second.page().reload();
            assertThat(second.composer()).hasValue("half a thought");

            second.link("General").first().click();
            Locator marked = second.page()
                    .locator(".side .side-room")
                    .filter(new Locator.FilterOptions().setHas(second.page().locator(".side-draft")));
            assertThat(marked).hasCount(1);
            assertThat(marked).containsText(Pattern.compile("drafts\\s*, draft"));

            first.write("a whole thought");
            assertThat(marked).hasCount(0);
            second.page().goBack();
            assertThat(second.composer()).hasValue("");
            assertThat(second.texts()).hasText(new String[] {"a whole thought"});
        }
    }

    @Test
    void logOutRemovesDrafts() {
        try (Tab ann = Tab.signedUp(server, "ann-clean").makeRoom("clean")) {
            post(ann, REFUSED);
            assertThat(ann.page().getByText("Not sent.")).isVisible();
            ann.composer().fill("half a thought");

            ann.button("Account of ann-clean").click();
            ann.button("Log out").click();

            ann.page().waitForURL(server.url() + "/");
            assertThat(ann.kept()).isEqualTo("[]");
        }
    }

    /** Posts directly, because the composer does not send texts that would be refused. */
    private static void post(Tab tab, String text) {
        tab.page()
                .evaluate(
                        "text => { const { chat } = document.querySelector('parley-chat'); chat.post(chat.viewed, text); }",
                        text);
    }
}
