package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions that are repeated or that cannot succeed, panels in one place, and controls that disappear when pressed. */
class RepeatedActionsBrowserIT {

    private static ParleyServer server;

    @TempDir
    private Path folder;

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
    void searchAndListsOfMessagesReplaceEachOther() {
        try (Tab ann = Tab.signedUp(server, "ann-panels").makeRoom("panels")) {
            ann.page().locator(".side").getByText("Saved messages").click();
            assertThat(ann.heading("Saved messages")).isVisible();
            ann.page().keyboard().press("Control+Shift+F");
            assertThat(ann.page().getByLabel("Search messages")).isFocused();
            assertThat(ann.page().locator("aside.search")).hasCount(1);
            ann.page().locator(".side").getByText("Saved messages").click();
            assertThat(ann.heading("Saved messages")).isVisible();
            assertThat(ann.page().locator("aside.search")).hasCount(1);
        }
    }

    @Test
    void reopenedSearchShowsTheQueryOfItsResults() {
        try (Tab ann = Tab.signedUp(server, "ann-search").makeRoom("searches").say("budget of the garden")) {
            ann.button("Search").click();
            ann.page().getByLabel("Search messages").fill("budget after:2026-01-01");
            ann.page().keyboard().press("Enter");
            assertThat(ann.page().locator(".search-result")).hasCount(1);
            ann.page().keyboard().press("Escape");
            assertThat(ann.page().locator("aside.search")).hasCount(0);
            ann.button("Search").click();
            assertThat(ann.page().getByLabel("Search messages")).hasValue("budget after:2026-01-01");
        }
    }

    @Test
    void fileThatCannotBeReadIsReportedAndDoesNotBlockTheRoom() throws IOException {
        Path notes = Files.writeString(folder.resolve("notes.txt"), "first version");
        try (Tab ann = Tab.signedUp(server, "ann-files").makeRoom("files")) {
            ann.page().locator("parley-composer input[type=file]").setInputFiles(notes);
            assertThat(ann.page().locator(".attachment")).hasCount(1);
            Files.writeString(notes, "a second, longer version");
            // Browsers compare whole seconds
            Files.setLastModifiedTime(notes, FileTime.from(Instant.now().plusSeconds(60)));
            ann.composer().fill("notes");
            ann.composer().press("Enter");
            ann.composer().fill("after the file");
            ann.composer().press("Enter");
            assertThat(ann.page().locator(".failure")).containsText("cannot be read any more");
            assertThat(ann.page().locator(".message[data-seq]").getByText("after the file"))
                    .isVisible();
        }
    }

    @Test
    void commandIsPerformedOnceHoweverOftenEnterIsPressed() {
        Person.signUp(server, "ann-commands");
        try (Tab ann = Tab.of(server)) {
            ann.open("/login");
            ann.field("Username").fill("ann-commands");
            ann.field("Password").fill(Person.PASSWORD);
            ann.button("Log in").click();
            ann.page().waitForURL("**/chat");
            ann.makeRoom("commands");
            ann.composer().fill("/remind in 5 minutes tea");
            ann.run("""
                    (() => {
                        const area = document.querySelector('parley-composer textarea');
                        const enter = () => area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
                        enter();
                        setTimeout(enter, 0);
                        setTimeout(enter, 5);
                    })()""");
            assertThat(ann.composer()).hasValue("");
            Person person = Person.logIn(server.url(), "ann-commands");
            assertThat(person.get("/api/reminders").expect(200).json().path("reminders"))
                    .hasSize(1);
        }
    }

    @Test
    void focusGoesToTheComposerWhenThePressedControlDisappears() throws IOException {
        Path notes = Files.writeString(folder.resolve("list.txt"), "text");
        try (Tab ann = Tab.signedUp(server, "ann-focus").makeRoom("focus")) {
            ann.page().locator("parley-composer input[type=file]").setInputFiles(notes);
            Locator remove = ann.button("Remove list.txt");
            remove.focus();
            remove.press("Enter");
            assertThat(ann.page().locator(".attachment")).hasCount(0);
            assertThat(ann.composer()).isFocused();

            ann.offline(true);
            ann.page().locator("parley-composer input[type=file]").setInputFiles(notes);
            ann.composer().press("Enter");
            Locator cancel = ann.page().locator("parley-pending").getByText("Cancel");
            cancel.focus();
            cancel.press("Enter");
            assertThat(ann.page().locator("parley-pending .message")).hasCount(0);
            assertThat(ann.composer()).isFocused();
        }
    }

    @Test
    void notificationIsShownByTheWorkerWherePagesCannotMakeOne() {
        try (Tab ann = Tab.signedUp(server, "ann-android");
                Tab bob = Tab.signedUp(server, "bob-android").makeRoom("android")) {
            ann.run("localStorage.setItem('parley.desktop', 'on')");
            ann.enter("android");
            ann.run("""
                    (() => {
                        window.shown = [];
                        document.hasFocus = () => false;
                        window.Notification = class {
                            static permission = 'granted';
                            constructor() {
                                throw new TypeError('Illegal constructor');
                            }
                        };
                        const showNotification = async (title, { body }) => window.shown.push(title + ': ' + body);
                        Object.defineProperty(navigator, 'serviceWorker', { value: { ready: Promise.resolve({ showNotification }) } });
                    })()""");
            bob.say("@ann-android look");
            ann.page()
                    .waitForCondition(
                            () -> "bob-android in android: @ann-android look".equals(ann.run("window.shown[0] ?? ''")));
            assertThat(ann.faults()).isEmpty();
        }
    }
}
