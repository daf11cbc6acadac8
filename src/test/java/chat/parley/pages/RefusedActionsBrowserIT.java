package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Json;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refused, failed and repeated requests: the page says so, shows what is stored, and loses nothing. */
class RefusedActionsBrowserIT {

    private static final String REASON = "Refused by the test.";
    private static final String UNREACHABLE = "The server cannot be reached.";

    private static ParleyServer server;
    private static Person root;

    @BeforeAll
    static void start() {
        server = ParleyServer.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        root = Person.signUp(server, "root");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void refusedInviteIsReportedAndNotMistakenForTheFormerOne() {
        try (Tab ann = Tab.signedUp(server, "ann-invites").makeRoom("invited")) {
            details(ann, "invites");
            ann.button("Create invite link").click();
            assertThat(ann.field("Invite link")).isVisible();
            Locator lines = ann.page().locator("parley-invites .lines li");
            assertThat(lines).hasCount(1);

            refuse(ann, "POST", "**/invites");
            ann.button("Create invite link").click();
            assertThat(ann.page().getByText(REASON)).isVisible();
            assertThat(ann.field("Invite link")).hasCount(0);
            picture(ann, "refused-invite");

            ann.page().unroute("**/invites");
            refuse(ann, "DELETE", "**/invites/*");
            ann.button("Create invite link").click();
            assertThat(lines).hasCount(2);
            assertThat(ann.page().getByText(REASON)).hasCount(0);
            ann.button("Revoke").first().click();
            assertThat(ann.page().getByText(REASON)).isVisible();
            assertThat(lines).hasCount(2);
        }
    }

    @Test
    void switchesOfARoomShowWhatIsStoredAfterARefusal() {
        try (Tab ann = Tab.signedUp(server, "ann-switches").makeRoom("switches")) {
            refuse(ann, "PUT", "**/preferences");
            refuse(ann, "PATCH", "**/api/rooms/*");
            ann.roomMenu("About this room");
            Locator panel = ann.page().locator("parley-room-about");
            String former = states(panel);
            for (Locator control : panel.locator("input[type=checkbox], input[type=radio]:not(:checked)")
                    .all()) {
                control.click();
                assertThat(panel.getByText(REASON)).isVisible();
                ann.page().waitForCondition(() -> states(panel).equals(former));
            }
        }
    }

    @Test
    void settingsOfTheServerShowWhatIsStoredAfterARefusal() {
        try (Tab admin = administrator()) {
            refuse(admin, "PATCH", "**/api/admin/settings");
            admin.open("/admin#settings");
            Locator panel = admin.page().locator("parley-admin-settings");
            assertThat(panel.locator("[name=registration]")).hasCount(3);
            String former = states(panel);
            for (Locator control : panel.locator("input[type=checkbox], input[type=radio]:not(:checked)")
                    .all()) {
                control.click();
                assertThat(panel.getByText(REASON)).isVisible();
                admin.page().waitForCondition(() -> states(panel).equals(former));
            }

            admin.page().unroute("**/api/admin/settings");
            admin.field("Allow guests, who only enter a name").check();
            assertThat(panel.getByText(REASON)).hasCount(0);
            assertThat(admin.field("Allow guests, who only enter a name")).isChecked();
        }
    }

    private static String states(Locator panel) {
        return panel.locator("input")
                .evaluateAll("all => all.map(({ checked }) => checked).join()")
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"invites", "webhooks"})
    void formOfARoomSubmittedTwiceIsSentOnce(String tab) {
        try (Tab ann = Tab.signedUp(server, "ann-twice-" + tab).makeRoom("twice-" + tab)) {
            details(ann, tab);
            String panel = "parley-" + tab;
            if (tab.equals("webhooks")) {
                ann.field("Name").fill("Builds");
            }
            List<String> sent = posts(ann);
            submitTwice(ann, panel);
            assertThat(ann.page().locator(panel + " .made")).isVisible();
            assertThat(ann.page().locator(panel + " .lines > li")).hasCount(1);
            assertThat(sent).hasSize(1);
            assertThat(ann.page().locator(panel + " form > button")).isEnabled();
        }
    }

    @Test
    void formOfTheAdministrationSubmittedTwiceIsSentOnce() {
        try (Tab admin = administrator()) {
            admin.open("/admin#accounts");
            admin.page().getByText("New account").click();
            admin.field("Username").fill("created-once");
            admin.field("Password").fill(Person.PASSWORD);
            List<String> sent = posts(admin);
            submitTwice(admin, "parley-admin-accounts");
            assertThat(admin.page().locator(".lines").getByText("@created-once"))
                    .isVisible();
            assertThat(admin.page().locator("parley-admin-accounts .form-done")).isVisible();
            assertThat(admin.page().locator("parley-admin-accounts .form-error"))
                    .hasCount(0);
            assertThat(sent).hasSize(1);
        }
    }

    private static void submitTwice(Tab tab, String panel) {
        tab.run("""
                (() => {
                    const form = document.querySelector('%s form');
                    form.requestSubmit();
                    form.requestSubmit();
                })()""".formatted(panel));
    }

    private static List<String> posts(Tab tab) {
        List<String> sent = new CopyOnWriteArrayList<>();
        tab.page().onRequest(request -> {
            if (request.method().equals("POST")) {
                sent.add(request.url());
            }
        });
        return sent;
    }

    @ParameterizedTest
    @ValueSource(strings = {"invites", "webhooks"})
    void pageOfARoomsListRequestedTwiceIsAddedOnce(String tab) {
        try (Tab ann = Tab.signedUp(server, "ann-pages-" + tab).makeRoom("pages-" + tab)) {
            // Each page is the first one, and has another one after it.
            answer(
                    ann,
                    tab.equals("invites") ? "**/invites*" : "**/hooks*",
                    text -> text.replace("\"next\":null", "\"next\":7"));
            details(ann, tab);
            if (tab.equals("webhooks")) {
                ann.field("Name").fill("Builds");
            }
            ann.page().locator("parley-" + tab + " form > button").click();
            Locator lines = ann.page().locator("parley-" + tab + " .lines > li");
            assertThat(lines).hasCount(1);
            clickTwice(ann, "parley-" + tab + " > button");
            assertThat(lines).hasCount(2);
            ann.page().locator("parley-" + tab + " > button").click();
            assertThat(lines).hasCount(3);
        }
    }

    @Test
    void olderMessagesRequestedTwiceAreAddedOnceAndRemainAfterAFailure() {
        try (Tab ann = Tab.signedUp(server, "ann-older").makeRoom("older").say("kept")) {
            ann.page().locator("#message-1").focus();
            ann.page().locator("#message-1").getByLabel("More actions").press("Enter");
            ann.page().locator(".menu-floating").getByText("Save message").click();
            answer(ann, "**/api/saved*", text -> text.replace("\"next\":null", "\"next\":7"));
            ann.button("Saved messages").click();
            Locator lines = ann.page().locator(".search-list > li");
            assertThat(lines).hasCount(1);
            clickTwice(ann, ".search-found .button-quiet");
            assertThat(lines).hasCount(2);

            ann.page().unroute("**/api/saved*");
            ann.page().route("**/api/saved*", Route::abort);
            ann.page().locator(".search-found .button-quiet").click();
            assertThat(ann.page().getByText(UNREACHABLE)).isVisible();
            assertThat(lines).hasCount(2);
        }
    }

    @Test
    void filesRequestedTwiceAreAddedOnceAndRemainAfterAFailure() {
        try (Tab ann = Tab.signedUp(server, "ann-files").makeRoom("filed")) {
            Map<String, Object> file =
                    Map.of("id", "f0", "name", "notes.txt", "type", "application/octet-stream", "bytes", 3);
            String files = Json.write(Map.of("files", Collections.nCopies(50, Map.of("seq", 1, "file", file))));
            answer(ann, "**/files*", text -> files);
            ann.roomMenu("Files");
            Locator lines = ann.page().locator(".room-files > li");
            assertThat(lines).hasCount(50);
            clickTwice(ann, "parley-room-files .button-quiet");
            assertThat(lines).hasCount(100);

            ann.page().unroute("**/files*");
            ann.page().route("**/files*", Route::abort);
            ann.button("Show more").click();
            assertThat(ann.page().getByText(UNREACHABLE)).isVisible();
            assertThat(lines).hasCount(100);
            ann.button("Try again").scrollIntoViewIfNeeded();
            picture(ann, "failed-files");
            ann.page().unroute("**/files*");
            ann.button("Try again").click();
            assertThat(ann.page().getByText(UNREACHABLE)).hasCount(0);
            assertThat(lines).hasCount(100);
        }
    }

    private static void clickTwice(Tab tab, String button) {
        tab.page().locator(button).evaluate("button => { button.click(); button.click(); }");
    }

    @Test
    void resetLinkIsInvalidOnlyIfTheServerSaysSo() {
        Person.signUp(server, "forgets");
        String link = createdLink("/api/admin/accounts/forgets/reset-link");
        try (Tab tab = Tab.of(server)) {
            tab.page().route("**/api/password-resets/*", Route::abort);
            tab.open(link);
            assertThat(tab.page().getByText(UNREACHABLE)).isVisible();
            assertThat(tab.page().getByText("This link is invalid")).hasCount(0);
            picture(tab, "unreachable-reset");
            tab.page().unroute("**/api/password-resets/*");
            tab.button("Try again").click();
            assertThat(tab.field("New password")).isVisible();

            tab.open("/reset/no-such-link");
            assertThat(tab.page().getByText("This link is invalid")).isVisible();
        }
    }

    @Test
    void inviteIsInvalidOnlyIfTheServerSaysSo() {
        String link = createdLink("/api/admin/invites");
        try (Tab tab = Tab.signedUp(server, "invitee")) {
            tab.page().route("**/api/**", Route::abort);
            tab.open(link);
            assertThat(tab.page().getByText(UNREACHABLE)).isVisible();
            assertThat(tab.heading("This invite isn’t valid")).hasCount(0);
            picture(tab, "unreachable-invite");
            tab.page().unroute("**/api/**");
            tab.button("Try again").click();
            assertThat(tab.button("Go to chat")).isVisible();

            tab.open("/invite/no-such-invite");
            assertThat(tab.heading("This invite isn’t valid")).isVisible();
        }
    }

    @Test
    void refusedChangeOfARoomKeepsWhatWasTyped() {
        root.makeRoom("renamed");
        try (Tab admin = administrator()) {
            admin.open("/admin#rooms");
            Locator line = admin.page().locator(".lines li").filter(new Locator.FilterOptions().setHasText("renamed"));
            line.getByText("Edit").click();
            admin.field("Title").fill("A long new title");
            admin.field("Owner").fill("nobody-at-all");
            admin.button("Save").click();
            assertThat(admin.page().locator("dialog .form-error")).isVisible();
            assertThat(admin.field("Title")).hasValue("A long new title");
            picture(admin, "refused-room");
            admin.field("Owner").fill("root");
            admin.button("Save").click();
            assertThat(admin.page().locator("dialog")).hasCount(0);
            assertThat(admin.page().locator(".lines li").getByText("A long new title"))
                    .isVisible();
        }
    }

    @Test
    void refusedChangeOfAWebhookKeepsWhatWasTyped() {
        try (Tab ann = Tab.signedUp(server, "ann-webhooks").makeRoom("webhooked")) {
            details(ann, "webhooks");
            ann.field("Name").fill("Builds");
            ann.button("Create webhook").click();
            ann.button("Edit").click();
            Locator dialog = ann.page().locator("dialog").last();
            refuse(ann, "PATCH", "**/hooks/*");
            dialog.getByLabel("Name").fill("Nightly builds");
            dialog.getByText("Save").click();
            assertThat(dialog.getByText(REASON)).isVisible();
            assertThat(dialog.getByLabel("Name")).hasValue("Nightly builds");
            picture(ann, "refused-webhook");
            ann.page().unroute("**/hooks/*");
            dialog.getByText("Save").click();
            assertThat(ann.page().locator("dialog")).hasCount(1);
            assertThat(ann.page().locator(".webhook-line")).containsText("Nightly builds");
        }
    }

    @Test
    void failureToShowMoreRoomsIsReported() {
        try (Tab ann = Tab.signedUp(server, "ann-lobby")) {
            assertThat(ann.page().locator(".lobby-own")).isAttached();
            ann.run("(() => { const { rooms } = document.querySelector('parley-chat').chat;"
                    + " rooms.next = 'zz'; rooms.emit('change'); })()");
            ann.page().route("**/api/rooms?*", Route::abort);
            ann.button("Show more rooms").click();
            assertThat(ann.page().locator(".toast").getByText(UNREACHABLE)).isVisible();
        }
    }

    /** Creates a link as an administrator; returns its path. */
    private static String createdLink(String path) {
        String url = root.post(path, Map.of()).expect(201).json().path("url").asText();
        return url.replace(server.url(), "");
    }

    private static Tab administrator() {
        Tab tab = Tab.of(server);
        tab.becomes(root.cookie("parley_session").orElseThrow());
        return tab;
    }

    private static void details(Tab tab, String part) {
        tab.roomMenu("About this room");
        tab.page().locator("#tab-" + part).click();
    }

    private static void refuse(Tab tab, String method, String address) {
        String problem = Json.write(Map.of("code", "refused", "detail", REASON));
        tab.page().route(address, route -> {
            if (route.request().method().equals(method)) {
                route.fulfill(new Route.FulfillOptions()
                        .setStatus(409)
                        .setContentType("application/problem+json")
                        .setBody(problem));
            } else {
                route.resume();
            }
        });
    }

    /** Changes the answers to reading requests, whose page is always the first one. */
    private static void answer(Tab tab, String address, UnaryOperator<String> change) {
        tab.page().route(address, route -> {
            if (route.request().method().equals("GET")) {
                String first = route.request().url().replaceAll("[?&](after|before)=[^&]*", "");
                String body =
                        route.fetch(new Route.FetchOptions().setUrl(first)).text();
                route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(change.apply(body)));
            } else {
                route.resume();
            }
        });
    }

    /** Saves a screenshot, with {@code -Dparley.pictures=1}. */
    private static void picture(Tab tab, String name) {
        if (System.getProperty("parley.pictures") == null) {
            return;
        }
        for (int width : new int[] {360, 1280}) {
            for (String theme : List.of("light", "dark")) {
                tab.page().setViewportSize(width, 800);
                tab.run("document.documentElement.dataset.theme = '" + theme + "'");
                Path file = Path.of("target", "pictures", name + "-" + width + "-" + theme + ".png");
                tab.page().screenshot(new Page.ScreenshotOptions().setPath(file));
            }
        }
    }
}
