package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.parley.support.Browsers;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A tab of a person's browser, which sees what the person sees: roles, labels and texts. It notes every error of the
 * console and every request that leaves the site.
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
            if (!request.url().startsWith(server.url())) {
                faults.add("foreign request: " + request.url());
            }
        });
    }

    /** A fresh browser of somebody who has not signed in. */
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

    /** A fresh browser in which somebody who has just signed up is in the lobby. */
    static Tab signedUp(ParleyServer server, String username) {
        return of(server).signedUp(username);
    }

    /** The same on a phone. */
    static Tab signedUpOnPhone(ParleyServer server, String username) {
        return onPhone(server).signedUp(username);
    }

    private Tab signedUp(String username) {
        String session = Person.signUp(server, username).cookie(SESSION).orElseThrow();
        context.addCookies(List.of(new Cookie(SESSION, session).setUrl(server.url())));
        return open("/chat");
    }

    /** Another tab of the same browser. */
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

    /** Makes a room in the lobby, and is in it then. */
    Tab makeRoom(String name) {
        open("/chat");
        field("Room name").fill(name);
        button("Create room").click();
        return arrived();
    }

    /** Goes to a room by its address, and is in it then. */
    Tab enter(String name) {
        return open("/chat/" + name).arrived();
    }

    private Tab arrived() {
        assertThat(composer()).isEditable();
        page.waitForCondition(() -> "live".equals(run("document.querySelector('parley-chat').chat?.viewed?.state")));
        return this;
    }

    Tab say(String text) {
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

    /** Chooses something from the menu of the room. */
    void roomMenu(String item) {
        button("Room menu").click();
        button(item).click();
    }

    /** The texts of the messages that are in the log, or on their way. */
    Locator texts() {
        return page.locator(".message .text");
    }

    /** The message with this text, with all that stands around it. */
    Locator message(String text) {
        return page.locator(".message").filter(new Locator.FilterOptions().setHasText(text));
    }

    /** The texts that are not acknowledged yet. */
    Locator pending() {
        return page.locator(".message-pending");
    }

    Locator online() {
        return page.locator(".people-online .person");
    }

    /** What a button in a message does, which appears when one points at the message. */
    void act(String text, String action) {
        Locator message = message(text);
        message.hover();
        message.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(action).setExact(true))
                .click();
    }

    /** All that this browser keeps of Parley beyond its public files, as text. */
    String kept() {
        return (String) run("""
                (async () => {
                  const database = await new Promise((resolve, reject) => {
                    const opening = indexedDB.open('parley');
                    opening.onerror = reject;
                    opening.onsuccess = () => resolve(opening.result);
                  });
                  const rows = await Promise.all([...database.objectStoreNames].map((name) => new Promise((resolve) => {
                    const asking = database.transaction(name).objectStore(name).getAll();
                    asking.onsuccess = () => resolve(asking.result);
                  })));
                  database.close();
                  return JSON.stringify([...rows.flat(), ...Object.entries(localStorage), ...Object.entries(sessionStorage)]);
                })()
                """);
    }

    /** Waits until this browser can open the chat without a network, with this text in it. */
    Tab keeps(String text) {
        run("navigator.serviceWorker.ready.then(() => true)");
        page.waitForCondition(() -> kept().contains(text));
        return this;
    }

    Object run(String script) {
        return page.evaluate(script);
    }

    /** The secret of this browser's session. */
    String session() {
        return context.cookies(server.url()).stream()
                .filter(cookie -> cookie.name.equals(SESSION))
                .findFirst()
                .orElseThrow()
                .value;
    }

    /** From now on this browser has another session, as if somebody had logged in in another tab. */
    void becomes(String session) {
        context.addCookies(List.of(new Cookie(SESSION, session).setUrl(server.url())));
    }

    void offline(boolean gone) {
        context.setOffline(gone);
    }

    /** What went wrong in this tab, beyond what the page told its reader. */
    List<String> faults() {
        return faults;
    }

    /** Closes the whole browser of this person. */
    @Override
    public void close() {
        context.close();
    }
}
