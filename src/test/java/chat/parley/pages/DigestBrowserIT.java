package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.mail.DigestTime;
import chat.parley.support.MailServer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Digests by e-mail from the first address to the end by one click. */
class DigestBrowserIT {

    private static final String SWITCH = "E-mail me mentions and direct messages that stay unread for a while";
    private static final Pattern CODE = Pattern.compile("\\b(\\d{6})\\b");
    private static final Pattern UNSUBSCRIBE = Pattern.compile("https://chat\\.example\\.org(/unsubscribe/[\\w-]+)");
    private static final MailServer mails = MailServer.start();
    private static final ParleyServer server =
            mails.configure(ParleyServer.with()).start();

    @AfterAll
    static void stop() {
        server.stop();
        mails.close();
    }

    @Test
    void digestArrivesUntilOneOfTheThreeSwitchesTurnsItOff() throws Exception {
        String name = SharedServer.unique("ada");
        String address = name + "@example.org";
        Person bob = Person.signUp(server, SharedServer.unique("bob"));
        try (Tab ada = Tab.signedUp(server, name);
                Tab reader = Tab.onPhone(server)) {
            confirm(ada, address);
            Locator toggle = ada.field(SWITCH);
            assertThat(toggle).isChecked();

            MimeMessage digest = digest(bob, name, address, "Are you *there*?", 2);
            reader.page().setContent(MailServer.text(digest, "text/html"));
            assertThat(reader.page().getByText("Are you *there*?")).isVisible();
            both(reader, "digest");

            reader.open(link(digest));
            assertThat(reader.page().getByText("Stop e-mails about unread mentions and direct messages?"))
                    .isVisible();
            both(reader, "unsubscribe");
            assertThat(ada.open("/settings").field(SWITCH)).isChecked();
            reader.button("Stop these e-mails").click();
            assertThat(reader.page().getByText("Done. You won’t receive these e-mails any more."))
                    .isVisible();
            both(reader, "unsubscribed");
            ada.page().reload();
            assertThat(toggle).not().isChecked();

            ada.page().waitForResponse(Pattern.compile(".*/api/account/email"), toggle::check);
            ada.page().reload();
            assertThat(toggle).isChecked();
            MimeMessage next = digest(bob, name, address, "And now?", 3);
            assertThat(oneClick(link(next))).isEqualTo(204);
            ada.page().reload();
            assertThat(toggle).not().isChecked();

            bob.say(direct(bob, name), "Nothing of this is mailed");
            DigestTime.pass(server);
            ada.page().waitForResponse(Pattern.compile(".*/api/account/email"), toggle::check);
            ada.page().waitForResponse(Pattern.compile(".*/api/account/email"), toggle::uncheck);
            ada.page().reload();
            assertThat(toggle).not().isChecked();
            assertThat(mails.to(address)).hasSize(3);
            assertThat(ada.faults()).isEmpty();
            assertThat(reader.faults()).isEmpty();
        }
    }

    private static void confirm(Tab ada, String address) {
        ada.open("/settings");
        ada.field("E-mail address").fill(address);
        ada.button("Send a code").click();
        assertThat(ada.field("Code")).isFocused();
        ada.field("Code").fill(found(CODE, MailServer.text(mails.await(address, 1), "text/plain")));
        ada.button("Confirm").click();
        assertThat(ada.page().getByText("Your address is confirmed.")).isVisible();
    }

    private static String direct(Person bob, String name) {
        return bob.post("/api/rooms/direct", Map.of("usernames", List.of(name)))
                .json()
                .path("id")
                .asString();
    }

    private static MimeMessage digest(Person bob, String name, String address, String text, int number) {
        bob.say(direct(bob, name), text);
        DigestTime.pass(server);
        MimeMessage digest = mails.await(address, number);
        assertThat(MailServer.text(digest, "text/plain")).contains(text);
        return digest;
    }

    private static String link(MimeMessage mail) throws MessagingException {
        return found(UNSUBSCRIBE, mail.getHeader("List-Unsubscribe")[0]);
    }

    /** As the mail program of a reader does it (RFC 8058). */
    private static int oneClick(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String found(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    /** Saves a screenshot, with {@code -Dparley.pictures=1}. */
    private static void both(Tab tab, String name) {
        if (System.getProperty("parley.pictures") == null) {
            return;
        }
        Page page = tab.page();
        for (int width : new int[] {1280, 360}) {
            page.setViewportSize(width, 800);
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(Path.of("target", "pictures", name + "-" + width + "-" + scheme + ".png")));
            }
        }
    }
}
