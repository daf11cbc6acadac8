package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reading a room with a long history. */
class HistoryBrowserIT {

    private static final int MESSAGES = 600;

    /** The maximum number of rows in the page, however long the history is. */
    private static final int MAX_ROWS = 480;

    private static ParleyServer server;
    private static Person writer;
    private static String room;

    @BeforeAll
    static void start() {
        server = ParleyServer.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(15_000);
        writer = Person.signUp(server, "writer");
        room = writer.makeRoom("library");
        for (int i = 1; i <= MESSAGES; i++) {
            writer.say(room, "page " + i + (i % 9 == 0 ? "\nwith\nmore\nlines" : ""));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void roomOpensAtTheEndAndFollowsNewMessages() {
        try (Tab reader = Tab.signedUp(server, "reader-end").enter("library")) {
            writer.say(room, "the newest of all");

            assertThat(reader.texts().last()).hasText("the newest of all");
            assertThat(reader.texts().last()).isInViewport();
            assertThat(reader.faults()).isEmpty();
        }
    }

    /** Keeps the cost of the ten-thousandth message equal to that of the tenth. */
    @Test
    void newMessageChangesOnlyTheEndOfTheList() {
        try (Tab reader = reading("reader-cost")) {
            assertThat(reader.texts().last()).isInViewport();
            reader.run("window.touched = new Set(); new MutationObserver(changes => changes.forEach(change =>"
                    + " touched.add(change.target.closest?.('parley-chunk')?.index ?? -1)))"
                    + ".observe(document.querySelector('.messages'),"
                    + " {childList: true, subtree: true, attributes: true, characterData: true})");

            long seq = writer.say(room, "only the end").path("seq").asLong();
            assertThat(reader.texts().last()).hasText("only the end");

            List<?> touched = (List<?>) reader.run("[...touched].filter(index => index >= 0)");
            assertThat(touched).singleElement().isEqualTo((int) ((seq - 1) / 32));
        }
    }

    @Test
    void newMessagesDoNotMoveTheHistoryBeingRead() {
        try (Tab reader = reading("reader-still")) {
            assertThat(reader.texts().last()).isInViewport();
            scrollUp(reader, 900);
            reader.page().waitForCondition(() -> distanceToEnd(reader) > 500);
            Object before = seen(reader);

            writer.say(room, "news one");
            writer.say(room, "news two");

            assertThat(reader.button("2 new messages")).isVisible();
            assertThat(seen(reader)).isEqualTo(before);
            reader.button("2 new messages").click();
            assertThat(reader.message("news two")).isInViewport();
            assertThat(reader.button("2 new messages")).isHidden();
        }
    }

    @Test
    void wholeHistoryCanBeScrolledBothWaysWithFewRows() {
        try (Tab reader = Tab.signedUp(server, "reader-all").enter("library")) {
            assertThat(reader.texts().last()).isInViewport();
            walk(reader, -1500, "!document.querySelector('#message-1')");
            assertThat(reader.page().locator("#message-1")).containsText("page 1");
            assertThat(reader.heading("This is where library begins")).isVisible();

            walk(reader, 1500, "document.querySelector('parley-chat').chat.viewed.hasNewer");
            reader.run("document.querySelector('.messages').scrollBy(0, 1e6)");
            assertThat(reader.texts().last()).isInViewport();
            assertThat(reader.faults()).isEmpty();
        }
    }

    @Test
    void permalinkOpensAnOldMessageWithAButtonToTheNewest() {
        try (Tab reader = Tab.signedUpOnPhone(server, "reader-link").open("/chat/library/120")) {
            assertThat(reader.page().locator("#message-120")).isInViewport();
            assertThat(reader.page().locator("#message-120")).isFocused();
            assertThat(reader.page().locator("#message-119")).isInViewport();
            Object before = seen(reader);

            writer.say(room, "said far away from there");
            assertThat(reader.button("1 new message")).isVisible();
            assertThat(seen(reader)).isEqualTo(before);
            reader.button("1 new message").click();

            assertThat(reader.texts().last()).hasText("said far away from there");
            assertThat(reader.texts().last()).isInViewport();
            writer.say(room, "and after that");
            assertThat(reader.texts().last()).hasText("and after that");
            assertThat(reader.faults()).isEmpty();
        }
    }

    @Test
    void roomOpensAtTheFirstUnreadMessage() {
        try (Tab reader = Tab.signedUpOnPhone(server, "reader-back").enter("library")) {
            assertThat(reader.texts().last()).isInViewport();
            reader.open("/chat");
            for (int i = 1; i <= 70; i++) {
                writer.say(room, "while away " + i);
            }

            reader.enter("library");
            assertThat(reader.page().locator(".new-line")).isInViewport();
            assertThat(reader.page().locator(".new-line + .message")).containsText("while away 1");
            assertThat(reader.button("70 new messages")).isVisible();
            reader.composer().press("Escape");

            assertThat(reader.texts().last()).hasText("while away 70");
            assertThat(reader.texts().last()).isInViewport();
            reader.page()
                    .waitForCondition(() -> reader.run("document.querySelector('parley-chat').chat.viewed.unread")
                            .equals(0));
        }
    }

    @Test
    void visibleMessagesDoNotMoveWhenAnOlderPageLoads() {
        try (Tab reader = Tab.signedUp(server, "reader-keep").enter("library")) {
            assertThat(reader.texts().last()).isInViewport();
            int before = rows(reader);
            // Scrolls straight to the top: the next page must not push the visible messages out of view.
            reader.run("document.querySelector('.messages').scrollTop = 0");
            String first = String.valueOf(seen(reader));
            double place = place(reader, first);
            reader.page().waitForCondition(() -> rows(reader) > before);

            reader.page().waitForCondition(() -> Math.abs(place(reader, first) - place) < 2);
        }
    }

    @Test
    void quoteLinksToAnUnloadedMessage() {
        long seq = writer.post(
                        "/api/rooms/" + room + "/messages",
                        Map.of("nonce", Person.nonce(), "text", "see the third page", "reply_to", 3))
                .expect(201)
                .json()
                .path("seq")
                .asLong();
        try (Tab reader = Tab.signedUp(server, "reader-jump").enter("library")) {
            assertThat(reader.page().locator("#message-" + seq + " .quote")).containsText("page 3");

            reader.page().locator("#message-" + seq + " .quote").click();

            assertThat(reader.page().locator("#message-3")).isInViewport();
            assertThat(reader.page().locator("#message-3")).isFocused();
        }
    }

    /** Scrolls while there is more, and checks that the rows stay few and without gaps. */
    private static void walk(Tab tab, int pixels, String more) {
        tab.page().waitForCondition(() -> {
            tab.run("document.querySelector('.messages').scrollBy(0, " + pixels + ")");
            List<?> seqs = (List<?>)
                    tab.run("[...document.querySelectorAll('.message[data-seq]')].map(row => Number(row.dataset.seq))");
            int first = (Integer) seqs.get(0);
            assertThat(seqs).hasSizeLessThan(MAX_ROWS);
            for (int i = 0; i < seqs.size(); i++) {
                assertThat(seqs.get(i)).isEqualTo(first + i);
            }
            return tab.run(more).equals(false);
        });
    }

    /** Returns a reader at the end of the room, after the automatic loading of earlier messages. */
    private static Tab reading(String username) {
        Tab tab = Tab.signedUp(server, username).enter("library");
        tab.page()
                .waitForCondition(
                        () -> ((Number) tab.run("document.querySelector('.messages').scrollTop")).intValue() > 1_600);
        return tab;
    }

    private static void scrollUp(Tab tab, int pixels) {
        tab.run("document.querySelector('.messages').scrollBy(0, -" + pixels + ")");
    }

    private static double distanceToEnd(Tab tab) {
        return ((Number) tab.run("(() => { const box = document.querySelector('.messages');"
                        + " return box.scrollHeight - box.scrollTop - box.clientHeight })()"))
                .doubleValue();
    }

    private static int rows(Tab tab) {
        return ((Number) tab.run("document.querySelectorAll('.message').length")).intValue();
    }

    private static double place(Tab tab, String message) {
        return ((Number) tab.run("document.getElementById('" + message + "').getBoundingClientRect().top"))
                .doubleValue();
    }

    /** Returns the first visible message. */
    private static Object seen(Tab tab) {
        return tab.run("(() => { const top = document.querySelector('.messages').getBoundingClientRect().top;"
                + " return [...document.querySelectorAll('.message')]"
                + ".find(row => row.getBoundingClientRect().bottom > top + 8).id })()");
    }
}
