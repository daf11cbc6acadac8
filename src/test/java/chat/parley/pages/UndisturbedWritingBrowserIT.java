package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nothing on the page takes the place, the focus or the text from somebody who reads or writes. */
class UndisturbedWritingBrowserIT {

    private static ParleyServer server;

    @BeforeAll
    static void start() {
        server = ParleyServer.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        Person.signUp(server, "root");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void roomFoundLateDoesNotReplaceTheRoomChosenMeanwhile() {
        try (Tab ann = Tab.signedUp(server, "ann-late").makeRoom("early");
                Tab bob = Tab.signedUp(server, "bob-late").enter("early")) {
            CompletableFuture<Route> creation = new CompletableFuture<>();
            ann.page().route("**/api/rooms/direct", creation::complete);
            ann.run("""
                    document.querySelector('parley-chat')
                        .insertAdjacentHTML('beforeend', '<a id=late href="chat/@bob-late">Bob</a>')""");
            ann.page().locator("#late").click();
            ann.page().waitForCondition(creation::isDone);
            ann.page().locator(".side").getByText("early").click();
            assertThat(ann.composer()).isVisible();
            ann.page()
                    .waitForResponse(
                            "**/api/rooms/direct", () -> creation.join().resume());
            assertThat(ann.page().locator(".side").getByText("bob-late")).isVisible();

            bob.say("heard");
            assertThat(ann.message("heard")).isVisible();
            assertThat(ann.page().locator(".side [aria-current=page]")).containsText("early");
        }
    }

    @Test
    void pressInsideADialogDoesNotCloseItAndOneOutsideKeepsWhatWasTyped() {
        try (Tab ann = Tab.signedUp(server, "ann-dialog").makeRoom("dialogs")) {
            ann.roomMenu("About this room");
            Locator dialog = ann.page().locator("dialog.dialog");
            BoundingBox box = ann.box(dialog);
            ann.page().mouse().click(box.x + 4, box.y + box.height / 2);
            assertThat(dialog).isVisible();
            Locator field = dialog.locator("textarea, input[type=text], input:not([type])")
                    .first();
            field.fill("half a sentence");
            ann.page().mouse().click(2, 2);
            assertThat(field).hasValue("half a sentence");
            ann.page().keyboard().press("Escape");
            assertThat(dialog).hasCount(0);

            ann.roomMenu("About this room");
            ann.page().mouse().click(2, 2);
            assertThat(dialog).hasCount(0);
        }
    }

    @Test
    void restoredEditDoesNotTakeTheFocusFromTheComposer() {
        try (Tab ann = Tab.signedUp(server, "ann-edit").makeRoom("edits").say("first")) {
            ann.composer().press("ArrowUp");
            Locator edit = ann.page().locator(".edit textarea");
            assertThat(edit).isFocused();
            edit.pressSequentially(" changed");
            ann.page().reload();
            assertThat(edit).hasValue("first changed");
            assertThat(ann.composer()).isFocused();
            ann.page().keyboard().type("next");
            assertThat(ann.composer()).hasValue("next");
            assertThat(edit).hasValue("first changed");
        }
    }

    @Test
    void textTypedWhileAnEditIsSavedStaysInTheEdit() {
        try (Tab ann = Tab.signedUp(server, "ann-saves").makeRoom("saves").say("first")) {
            ann.composer().press("ArrowUp");
            Locator edit = ann.page().locator(".edit textarea");
            edit.pressSequentially(" second");
            ann.run("""
                    (() => {
                        const { messages } = document.querySelector('parley-chat').chat;
                        const send = messages.edit.bind(messages);
                        messages.edit = async (...values) => {
                            messages.edit = send;
                            await new Promise((resolve) => (window.goOn = resolve));
                            return send(...values);
                        };
                    })()""");
            edit.press("Enter");
            ann.page().waitForCondition(() -> Boolean.TRUE.equals(ann.run("Boolean(window.goOn)")));
            edit.pressSequentially(" third");
            ann.run("window.goOn()");
            assertThat(ann.button("Save")).isEnabled();
            assertThat(ann.page().locator(".edit-conflict")).hasCount(0);
            assertThat(edit).hasValue("first second third");
            edit.press("Enter");
            assertThat(ann.message("first second third")).isVisible();
        }
    }

    @Test
    void completionsCloseWithTheMessage() {
        try (Tab ann = Tab.signedUp(server, "ann-completes").makeRoom("completions")) {
            ann.composer().pressSequentially("see #completions");
            assertThat(ann.page().locator("#composer-options")).isVisible();
            ann.composer().press("Enter");
            assertThat(ann.message("see #completions")).isVisible();
            assertThat(ann.page().locator("#composer-options")).hasCount(0);
        }
    }

    @Test
    void personRemovedWhileEditingCanCopyTheText() {
        Person owner = Person.signUp(server, "owner-removes");
        String room = owner.makeRoom("removals");
        try (Tab ann = Tab.signedUp(server, "ann-removed").enter("removals").say("first")) {
            ann.composer().press("ArrowUp");
            ann.page().locator(".edit textarea").pressSequentially(" and much more");
            owner.delete("/api/rooms/" + room + "/members/ann-removed");
            assertThat(ann.page().getByText("You are no longer in removals")).isVisible();
            assertThat(ann.page().locator(".unsent textarea")).hasValue("first and much more");
        }
    }

    @Test
    void keysOfTheWindowWorkInTheEmptyComposer() {
        try (Tab ann = Tab.signedUp(server, "ann-keys")
                .makeRoom("keys-a")
                .say("a")
                .makeRoom("keys-b")
                .say("b")) {
            ann.composer().press("Alt+ArrowUp");
            ann.page().waitForURL(Pattern.compile("/chat/(?!keys-b).*"));
            assertThat(ann.page().locator(".edit")).hasCount(0);
            ann.enter("keys-a");
            ann.act("a", "Reply");
            assertThat(ann.page().locator(".composer-note")).isVisible();
            ann.composer().press("Shift+Escape");
            ann.composer().press("a");
            assertThat(ann.page().locator(".composer-note")).isVisible();
        }
    }

    @Test
    void lineOfNewMessagesIsBeforeThoseThatArrivedInAbsence() {
        try (Tab ann = Tab.signedUp(server, "ann-away").makeRoom("absence").say("before");
                Tab bob = Tab.signedUp(server, "bob-away").enter("absence")) {
            ann.run("document.hasFocus = () => false");
            bob.say("during one").say("||during|| two");
            assertThat(ann.message("during one")).isVisible();
            assertThat(ann.page().locator(".new-line")).hasCount(1);
            Locator announced = ann.page().locator("[role=log]");
            assertThat(announced).containsText("bob-away: during one");
            assertThat(ann.message("two")).isVisible();
            assertThat(announced).not().containsText("|");
            assertThat(ann.page().locator(".new-line + .message")).containsText("during one");
        }
    }

    @Test
    void selectionOfTheQuickSwitchStaysVisibleInALowWindow() {
        try (Tab ann = Tab.signedUp(server, "ann-switch")) {
            for (int i = 0; i < 8; i++) {
                ann.makeRoom("switch-" + i);
            }
            ann.page().setViewportSize(740, 360);
            ann.page().keyboard().press("Control+k");
            Locator selected = ann.page().locator(".switch [aria-selected=true]");
            assertThat(selected).isVisible();
            for (int i = 0; i < 8; i++) {
                ann.page().keyboard().press("ArrowDown");
                assertThat(selected).isInViewport();
            }
            assertThat(ann.faults()).isEmpty();
        }
    }
}
