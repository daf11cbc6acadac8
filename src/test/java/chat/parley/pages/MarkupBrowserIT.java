package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Writing and rendering of messages; {@code src/test/js} tests the parsing. */
class MarkupBrowserIT {

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
    void enterSendsTheTextUnlessASuggestionIsChosen() {
        try (Tab ann = Tab.signedUp(server, "ann-choice").makeRoom("1st")) {
            ann.composer().pressSequentially("item #1");
            assertThat(ann.page().locator(".suggestions")).containsText("Tab completes");
            ann.composer().press("Enter");
            assertThat(ann.texts()).hasText(new String[] {"item #1"});

            ann.composer().pressSequentially("see #1");
            ann.composer().press("ArrowDown");
            ann.composer().press("Enter");
            assertThat(ann.composer()).hasValue("see #1st ");
            ann.composer().press("Enter");
            assertThat(ann.texts().last()).hasText("see #1st");
            assertThat(ann.faults()).isEmpty();
        }
    }

    @Test
    void bracketsHugAMention() {
        try (Tab ann = Tab.signedUp(server, "ann-brackets").makeRoom("brackets");
                Tab bob = Tab.signedUp(server, "bob-brackets").enter("brackets")) {
            ann.say("(@bob-brackets) [@here]");
            for (Tab reader : new Tab[] {ann, bob}) {
                Locator mentions = reader.page().locator(".text .call");
                assertThat(mentions).hasCount(2);
                Object widest = mentions.evaluateAll(
                        "all => Math.max(...all.map(one => parseFloat(getComputedStyle(one).paddingLeft)))");
                assertThat(((Number) widest).doubleValue()).isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void editCompletesEmojiNames() {
        try (Tab ann = Tab.signedUp(server, "ann-edit").makeRoom("edits")) {
            ann.say("first :tada:");
            assertThat(ann.texts()).hasText(new String[] {"first 🎉"});

            ann.composer().press("ArrowUp");
            ann.field("Edit message").press("End");
            ann.field("Edit message").pressSequentially(" :fire: #edi");
            assertThat(ann.page().locator(".suggestions")).isVisible();
            ann.field("Edit message").press("Tab");
            ann.field("Edit message").press("Enter");

            assertThat(ann.texts().locator("p")).hasText("first 🎉 🔥 #edits");
        }
    }

    @Test
    void codeIsColouredByItsLanguageAndKeepsItsText() {
        try (Tab ann = Tab.signedUp(server, "ann-code").makeRoom("coloured")) {
            String code = "public int a = 1; // <b>&amp;\n\n\treturn \"é\";";
            ann.composer().fill("```Java\n" + code + "\n```\n```\nint plain;\n```");
            ann.button("Send message").click();

            Locator blocks = ann.page().locator(".code code");
            assertThat(blocks.first().locator(".code-keyword").first()).hasText("public");
            assertThat(blocks.first().locator(".code-comment")).hasText("// <b>&amp;");
            assertThat(blocks.first().textContent()).isEqualTo(code);
            assertThat(blocks.last()).hasText("int plain;");
            assertThat(blocks.last().locator("span")).hasCount(0);
            assertThat(ann.faults()).isEmpty();
        }
    }

    @Test
    void enterAddsALineInOpenCodeAndShiftEnterContinuesAList() {
        try (Tab ann = Tab.signedUp(server, "ann-lines").makeRoom("lines")) {
            ann.composer().pressSequentially("```js");
            ann.composer().press("Enter");
            ann.composer().pressSequentially("let x;");
            ann.composer().press("Enter");
            ann.composer().pressSequentially("```");
            assertThat(ann.composer()).hasValue("```js\nlet x;\n```");
            ann.composer().press("Enter");
            assertThat(ann.texts().locator("pre")).hasText("let x;");

            ann.composer().pressSequentially("9. nine");
            ann.composer().press("Shift+Enter");
            ann.composer().pressSequentially("ten");
            ann.composer().press("Shift+Enter");
            assertThat(ann.composer()).hasValue("9. nine\n10. ten\n11. ");
            ann.composer().press("Shift+Enter");
            assertThat(ann.composer()).hasValue("9. nine\n10. ten\n");
        }
    }

    @Test
    void spoilerIsRevealedByClickAndKey() {
        try (Tab ann = Tab.signedUp(server, "ann-spoiler").makeRoom("spoilers")) {
            ann.say("it is ||the **butler**|| and ||the cook||");
            Locator hidden = ann.button("Show spoiler");
            assertThat(hidden).hasCount(2);
            assertThat(ann.page().locator("article")).not().hasAttribute("aria-label", "ann-spoiler: butler");

            hidden.first().click();
            assertThat(hidden).hasCount(1);
            assertThat(ann.page().locator(".spoiler strong")).isVisible();
            hidden.press("Enter");
            assertThat(hidden).hasCount(0);
        }
    }

    @Test
    void linkShowsItsTarget() {
        try (Tab ann = Tab.signedUp(server, "ann-links").makeRoom("links")) {
            ann.say(
                    "[https://bank.example](https://evil.example/x) [](https://nowhere.example) [here](https://a.example)"
                            + " https://bank.example@evil.example/");

            assertThat(ann.texts())
                    .hasText("https://bank.example (evil.example) https://nowhere.example here"
                            + " https://bank.example@evil.example/ (evil.example)");
        }
    }

    @Test
    void numberedListsTablesAndTasksAreRendered() {
        try (Tab ann = Tab.signedUpOnPhone(server, "ann-lists").makeRoom("lists")) {
            ann.say("3. a\n6. b\n2024. c");
            assertThat(ann.texts().locator("li")).hasText(new String[] {"3. a", "6. b", "2024. c"});
            BoundingBox number = ann.box(ann.page().locator(".number").last());
            BoundingBox side = ann.box(ann.page().locator(".message-side").last());
            assertThat(number.x).isGreaterThanOrEqualTo(side.x + side.width);

            ann.say("- [ ] to do\n- [x] done");
            assertThat(ann.page().locator(".text input[type=checkbox]")).hasCount(2);
            assertThat(ann.page().locator(".text input[type=checkbox]").last()).isChecked();

            ann.say("| a | b |\n|---|--:|\n| 1 | 2 |");
            assertThat(ann.page().locator(".text th")).hasText(new String[] {"a", "b"});
            assertThat(ann.page().locator(".text td")).hasText(new String[] {"1", "2"});
            assertThat(ann.faults()).isEmpty();
        }
    }

    @Test
    void eachLineHasItsOwnTextDirection() {
        try (Tab ann = Tab.signedUp(server, "ann-lines-rtl").makeRoom("directions")) {
            ann.say("שלום\na much longer line than that one");

            assertThat(ann.texts()).hasCount(1);
            Object starts = ann.run("(() => { const range = document.createRange();"
                    + " range.selectNodeContents(document.querySelector('.text p'));"
                    + " const lines = [...range.getClientRects()].filter(({ width }) => width > 5);"
                    + " return lines.at(0).left - lines.at(-1).left > 50; })()");
            assertThat(starts).isEqualTo(true);
        }
    }

    @Test
    void severalMessagesAreCopiedAsText() {
        try (Tab ann = Tab.signedUp(server, "ann-copies").makeRoom("copies")) {
            ann.say("one").say("two").say("3. three");
            assertThat(ann.texts()).hasCount(3);

            Object copied = ann.run(
                    "(() => { const all = document.querySelectorAll('article');"
                            + " getSelection().setBaseAndExtent(all[0].querySelector('.text'), 0, all[2], all[2].childNodes.length);"
                            + " return getSelection().toString().split(/\\n+/).map((line) => line.trim()).filter(Boolean).join('|'); })()");

            assertThat(copied).isEqualTo("one|two|3. three");
        }
    }
}
