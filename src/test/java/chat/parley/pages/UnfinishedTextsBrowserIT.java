package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A text being typed is never lost, whatever happens to the page, the room or the message. */
class UnfinishedTextsBrowserIT {

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
    void editSurvivesASwitchOfRoomAndAReload() {
        try (Tab ann = Tab.signedUp(server, "ann-edit-stays").makeRoom("edit-stays")) {
            beginEdit(ann, "first words", "better wor");
            ann.link("General").first().click();
            assertThat(ann.heading("General")).isVisible();
            ann.link("edit-stays").first().click();
            assertThat(editor(ann)).hasValue("better wor");

            ann.page().reload();
            assertThat(editor(ann)).hasValue("better wor");
            editor(ann).fill("better words");
            editor(ann).press("Enter");
            assertThat(ann.texts()).hasText(new String[] {"better words (edited)"});
            assertThat(editor(ann)).hasCount(0);
            assertThat(ann.kept()).doesNotContain("parley.edit");
        }
    }

    @Test
    void editSurvivesRemovalOfItsRow() {
        try (Tab ann = Tab.signedUp(server, "ann-edit-far").makeRoom("edit-far")) {
            Person writer = Person.signUp(server, "writer-far");
            ann.say("the first message");
            String room = id(writer, "edit-far");
            writer.join(room);
            for (int i = 0; i < 600; i++) {
                writer.say(room, "line " + i);
            }
            ann.open("/chat/edit-far/1");
            assertThat(ann.message("the first message")).isVisible();
            beginEdit(ann, "the first message", "the first mess");
            ann.open("/chat/edit-far/600");
            assertThat(ann.message("line 598")).isVisible();
            assertThat(ann.page().getByText("You are editing a message.")).isVisible();
            ann.button("Go to it").click();
            assertThat(editor(ann)).hasValue("the first mess");
        }
    }

    @Test
    void conflictingEditOffersBothTexts() {
        try (Tab ann = Tab.signedUp(server, "ann-edit-both").makeRoom("edit-both")) {
            Person onPhone = Person.logIn(server.url(), "ann-edit-both");
            String room = id(onPhone, "edit-both");
            beginEdit(ann, "draft zero", "from the laptop");
            onPhone.patch("/api/rooms/" + room + "/messages/1", Map.of("text", "from the phone"))
                    .expect(200);

            assertThat(ann.page().getByText("This message was changed elsewhere in the meantime:"))
                    .isVisible();
            assertThat(ann.page().locator(".edit-conflict")).containsText("from the phone");
            assertThat(editor(ann)).hasValue("from the laptop");
            ann.button("Keep mine").click();
            assertThat(ann.page().locator(".edit-conflict")).hasCount(0);
            ann.button("Save").click();
            assertThat(ann.texts()).hasText(new String[] {"from the laptop (edited)"});
        }
    }

    @Test
    void editOfADeletedMessageCanBeSentAsANewOne() {
        try (Tab ann = Tab.signedUp(server, "ann-edit-gone").makeRoom("edit-gone")) {
            Person onPhone = Person.logIn(server.url(), "ann-edit-gone");
            beginEdit(ann, "short", "a long thought");
            onPhone.delete("/api/rooms/" + id(onPhone, "edit-gone") + "/messages/1")
                    .expect(200);

            ann.button("Send as new").click();
            assertThat(ann.composer()).hasValue("a long thought");
            assertThat(ann.page().getByText("This message was deleted.")).isVisible();
        }
    }

    @Test
    void escapeOnAChangedEditCanBeUndone() {
        try (Tab ann = Tab.signedUp(server, "ann-edit-undo").makeRoom("edit-undo")) {
            beginEdit(ann, "before", "after much work");
            editor(ann).press("Escape");
            assertThat(ann.texts()).hasText(new String[] {"before"});
            ann.button("Undo").click();
            assertThat(editor(ann)).hasValue("after much work");
        }
    }

    @Test
    void escapeDuringCompositionCancelsNothing() {
        try (Tab ann = Tab.signedUp(server, "ann-composes").makeRoom("composes")) {
            beginEdit(ann, "日本", "日本ご");
            ann.run("""
                    document.querySelector('.edit textarea').dispatchEvent(
                      new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true, cancelable: true }))
                    """);
            ann.run("""
                    document.querySelector('.edit textarea').dispatchEvent(
                      new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }))
                    """);
            assertThat(editor(ann)).hasValue("日本ご");
            ann.button("Save").click();

            ann.act("日本ご", "Reply");
            ann.composer().fill("へ");
            ann.run("""
                    document.querySelector('.composer textarea').dispatchEvent(
                      new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true, cancelable: true }))
                    """);
            assertThat(ann.button("Cancel reply")).isVisible();
            assertThat(ann.composer()).hasValue("へ");
        }
    }

    @Test
    void replySurvivesAReloadAndShowsADeletedMessage() {
        try (Tab ann = Tab.signedUp(server, "ann-reply").makeRoom("reply");
                Tab bob = Tab.signedUp(server, "bob-reply").enter("reply")) {
            bob.say("what time is it?");
            assertThat(ann.texts()).hasCount(1);
            ann.act("what time is it?", "Reply");
            ann.composer().fill("half past");
            ann.page().reload();
            assertThat(ann.composer()).hasValue("half past");
            assertThat(ann.page().locator(".composer-note")).containsText("what time is it?");

            bob.act("what time is it?", "Delete");
            bob.page()
                    .locator("dialog")
                    .getByText("Delete", new Locator.GetByTextOptions().setExact(true))
                    .click();
            assertThat(ann.page().locator(".composer-note")).containsText("This message was deleted.");
            assertThat(ann.composer()).hasValue("half past");
        }
    }

    @Test
    void twoTabsOfOneRoomKeepBothDrafts() {
        try (Tab ann = Tab.signedUp(server, "ann-two-tabs").makeRoom("two-tabs")) {
            Tab beside = ann.beside();
            // Blocks storage events, as if the tab were frozen
            beside.page().addInitScript("addEventListener('storage', (event) => event.stopImmediatePropagation())");
            beside.enter("two-tabs");
            assertThat(beside.composer()).isEmpty();
            ann.composer().fill("written first");
            beside.page().waitForCondition(() -> beside.kept().contains("written first"));
            beside.composer().fill("written second");

            assertThat(beside.composer()).hasValue("written second");
            assertThat(beside.page().getByText("Another tab has a different draft:"))
                    .isVisible();
            assertThat(ann.composer()).hasValue("written first");
            beside.button("Use that one").click();
            assertThat(beside.composer()).hasValue("written first");
        }
    }

    @Test
    void removedMemberCanStillCopyTheirText() {
        try (Tab ann = Tab.signedUp(server, "ann-removes").makeRoom("removes");
                Tab bob = Tab.signedUp(server, "bob-removed").enter("removes")) {
            bob.composer().fill("three paragraphs of work");
            Person.logIn(server.url(), "ann-removes")
                    .delete("/api/rooms/" + id(Person.logIn(server.url(), "ann-removes"), "removes")
                            + "/members/bob-removed")
                    .expect(204);

            assertThat(bob.page().getByText("You are no longer in removes")).isVisible();
            assertThat(bob.field("Your unsent text")).hasValue("three paragraphs of work");
            assertThat(ann.composer()).isEditable();
        }
    }

    @Test
    void undoRevertsAnEmojiAndACompletion() {
        try (Tab ann = Tab.signedUp(server, "ann-undo").makeRoom("undo")) {
            ann.composer().pressSequentially("good :tad");
            assertThat(ann.page().locator("#composer-options")).isVisible();
            ann.composer().press("Tab");
            assertThat(ann.composer()).hasValue("good 🎉 ");
            ann.composer().press("Control+z");
            assertThat(ann.composer()).hasValue("good :tad");
        }
    }

    @Test
    void markingEverythingReadCanBeUndone() {
        try (Tab ann = Tab.signedUp(server, "ann-all-read").makeRoom("all-read")) {
            Person writer = Person.signUp(server, "writer-all-read");
            ann.open("/chat");
            String room = id(writer, "all-read");
            writer.join(room);
            writer.say(room, "news");
            assertThat(ann.page().locator(".side .badge").first()).isVisible();
            ann.page().keyboard().press("Shift+Escape");
            assertThat(ann.page().locator(".side .badge")).hasCount(0);
            ann.button("Undo").click();
            assertThat(ann.page().locator(".side .badge").first()).isVisible();
        }
    }

    @Test
    void pasteOfAMegabyteStaysResponsive() {
        try (Tab ann = Tab.signedUp(server, "ann-pastes").makeRoom("pastes")) {
            ann.composer().focus();
            double calm = typing(ann);
            ann.run("""
                    (() => {
                      const area = document.querySelector('.composer textarea');
                      area.value = 'lorem ipsum dolor '.repeat(60_000);
                      area.dispatchEvent(new Event('input', { bubbles: true }));
                    })()
                    """);
            assertThat(ann.page().locator("#composer-counter")).containsText("over the limit");
            double large = typing(ann);

            assertThat(large).as("ms for a key, %s in an empty composer", calm).isLessThan(1_000);
        }
    }

    /** Returns the shortest time from a key to the next frame, in milliseconds; other load only makes it longer. */
    private static double typing(Tab tab) {
        return ((Number) tab.run("""
                (async () => {
                  const area = document.querySelector('.composer textarea');
                  let shortest = Infinity;
                  for (let i = 0; i < 5; i++) {
                    const began = performance.now();
                    area.setRangeText('x', 0, 0, 'end');
                    area.dispatchEvent(new Event('input', { bubbles: true }));
                    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
                    shortest = Math.min(shortest, performance.now() - began);
                  }
                  return shortest;
                })()
                """)).doubleValue();
    }

    private static void beginEdit(Tab tab, String text, String edit) {
        if (tab.message(text).count() == 0) {
            tab.say(text);
        }
        assertThat(tab.message(text)).isVisible();
        assertThat(tab.pending()).hasCount(0);
        tab.act(text, "Edit");
        editor(tab).fill(edit);
    }

    private static Locator editor(Tab tab) {
        return tab.field("Edit message");
    }

    private static String id(Person person, String room) {
        return person.get("/api/rooms/by-name/" + room).json().path("id").asString();
    }
}
