package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.parley.support.Browsers;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.Cookie;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A browser tab, as a person sees it: roles, labels and texts. Records every console error and every request to another
 * site.
 */
final class Tab implements AutoCloseable {

    private static final String SESSION = "parley_session";
    private static final double LIMIT = 15_000;

    private final ParleyServer server;
    private final BrowserContext context;
    private final Page page;
    private final List<String> faults = new ArrayList<>();

    private Tab(ParleyServer server, BrowserContext context) {
        this.server = server;
        this.context = context;
        page = context.newPage();
        page.setDefaultTimeout(LIMIT);
        page.onPageError(faults::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                faults.add(message.text());
            }
        });
        page.onRequest(request -> {
            if (!request.url().replaceFirst("^blob:", "").startsWith(server.url())) {
                faults.add("foreign request: " + request.url());
            }
        });
    }

    /** Opens a fresh browser without a session. */
    static Tab of(ParleyServer server) {
        return of(server, new NewContextOptions());
    }

    static Tab onPhone(ParleyServer server) {
        return of(
                server,
                new NewContextOptions()
                        .setViewportSize(360, 700)
                        .setHasTouch(true)
                        .setIsMobile(true));
    }

    private static Tab of(ParleyServer server, NewContextOptions options) {
        return new Tab(server, Browsers.chromium().newContext(options));
    }

    /** Opens a fresh browser in which a new account is in the lobby. */
    static Tab signedUp(ParleyServer server, String username) {
        return of(server).signedUp(username);
    }

    /** Does the same on a phone. */
    static Tab signedUpOnPhone(ParleyServer server, String username) {
        return onPhone(server).signedUp(username);
    }

    private Tab signedUp(String username) {
        String session = Person.signUp(server, username).cookie(SESSION).orElseThrow();
        context.addCookies(List.of(new Cookie(SESSION, session).setUrl(server.url())));
        return open("/chat");
    }

    /** Opens another tab of the same browser. */
    Tab beside() {
        return new Tab(server, context);
    }

    Tab signUp(String username) {
        open("/signup");
        field("Username").fill(username);
        field("Password").fill(Person.PASSWORD);
        button("Sign up").click();
        page.waitForURL(server.url() + "/chat");
        return this;
    }

    Tab open(String path) {
        page.navigate(server.url() + path);
        return this;
    }

    /** Creates a room in the lobby and opens it. */
    Tab makeRoom(String name) {
        open("/chat");
        field("Room name").fill(name);
        button("Create room").click();
        return arrived();
    }

    /** Opens a room by its address. */
    Tab enter(String name) {
        return open("/chat/" + name).arrived();
    }

    private Tab arrived() {
        assertThat(composer()).isEditable();
        page.waitForCondition(() -> "live".equals(run("document.querySelector('parley-chat').chat?.viewed?.state")));
        return this;
    }

    /** Sends a message and waits until it is acknowledged and can be edited or replied to. */
    Tab say(String text) {
        write(text);
        assertThat(pending()).hasCount(0);
        return this;
    }

    /** Sends a message without waiting for its acknowledgement. */
    Tab write(String text) {
        composer().fill(text);
        composer().press("Enter");
        return this;
    }

    Page page() {
        return page;
    }

    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }

    Locator composer() {
        return page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(Pattern.compile("^Message to ")));
    }

    /** Selects an item of the room's menu. */
    void roomMenu(String item) {
        button("Room menu").click();
        button(item).click();
    }

    /** The texts of stored and pending messages. */
    Locator texts() {
        return page.locator(".message .text");
    }

    /** The message with this text, including its decoration. */
    Locator message(String text) {
        return page.locator(".message").filter(new Locator.FilterOptions().setHasText(text));
    }

    /** The texts that are not acknowledged yet. */
    Locator pending() {
        return page.locator(".message-pending");
    }

    /**
     * Returns the position of a part of the page. No message may be pending, because acknowledged messages are rendered
     * again.
     */
    BoundingBox box(Locator part) {
        assertThat(part).isVisible();
        return Objects.requireNonNull(part.boundingBox());
    }

    Locator online() {
        return page.locator(".people-online .person");
    }

    /** Clicks a button of a message, which appears on hover. */
    void act(String text, String action) {
        Locator message = message(text);
        Locator button = message.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(action).setExact(true));
        page.waitForCondition(() -> {
            message.hover();
            return isClicked(button);
        });
    }

    /** Returns false if the message of the button has moved away from the pointer, which hides the button. */
    private static boolean isClicked(Locator button) {
        try {
            button.click(new Locator.ClickOptions().setTimeout(3_000));
            return true;
        } catch (TimeoutError hidden) {
            return false;
        }
    }

    /** Returns everything that this browser stores except public files, as text. */
    String kept() {
        return (String) run("""
                (async () => {
                  const rowsOf = async ({ name }) => {
                    const database = await new Promise((resolve, reject) => {
                      const opening = indexedDB.open(name);
                      opening.onerror = reject;
                      opening.onsuccess = () => resolve(opening.result);
                    });
                    const rows = await Promise.all([...database.objectStoreNames].map((table) => new Promise((resolve) => {
                      const asking = database.transaction(table).objectStore(table).getAll();
                      asking.onsuccess = () => resolve(asking.result);
                    })));
                    database.close();
                    return rows.flat();
                  };
                  const rows = await Promise.all((await indexedDB.databases()).map(rowsOf));
                  return JSON.stringify([...rows.flat(), ...Object.entries(localStorage), ...Object.entries(sessionStorage)]);
                })()
                """);
    }

    /** Waits until this browser can open the chat, including this text, without a network. */
    Tab keeps(String text) {
        run("navigator.serviceWorker.ready.then(() => true)");
        page.waitForCondition(() -> kept().contains(text));
        return this;
    }

    Object run(String script) {
        return page.evaluate(script);
    }

    /** Returns the secret of this browser's session. */
    String session() {
        return context.cookies(server.url()).stream()
                .filter(cookie -> cookie.name.equals(SESSION))
                .findFirst()
                .orElseThrow()
                .value;
    }

    /** Replaces this browser's session, as if another tab had logged in. */
    void becomes(String session) {
        context.addCookies(List.of(new Cookie(SESSION, session).setUrl(server.url())));
    }

    void offline(boolean gone) {
        context.setOffline(gone);
    }

    /** Returns errors in this tab that the page did not show to its reader. */
    List<String> faults() {
        return faults;
    }

    /** Closes this person's whole browser. */
    @Override
    public void close() {
        context.close();
    }
}
