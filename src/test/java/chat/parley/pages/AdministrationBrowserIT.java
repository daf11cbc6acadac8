package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.r2dbc.core.DatabaseClient;

/** The pages of administrators, and the settings of an own account. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdministrationBrowserIT {

    private final ParleyServer server = ParleyServer.start();
    private Tab root;

    @BeforeAll
    void signUp() {
        root = Tab.of(server).signUp("root");
    }

    @AfterAll
    void stop() {
        root.close();
        server.stop();
    }

    private Locator line(String username) {
        return root.page().locator(".lines li", new Page.LocatorOptions().setHasText("@" + username));
    }

    private static Locator in(Locator line, String button) {
        return line.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button));
    }

    @Test
    void administratorCreatesAPasswordResetLink() {
        Person.signUp(server, "forgetful");
        root.open("/admin");
        in(line("forgetful"), "Reset link").click();
        root.button("Create link").click();
        String link = root.field("Reset link").inputValue();
        try (Tab person = Tab.of(server)) {
            person.page().navigate(link);
            person.field("New password").fill("a rather new battery");
            person.button("Set password").click();
            assertThat(person.page().getByText("Your password has been set.")).isVisible();
            person.open("/login");
            person.field("Username").fill("forgetful");
            person.field("Password").fill("a rather new battery");
            person.button("Log in").click();
            person.page().waitForURL(server.url() + "/chat");
            person.page().navigate(link);
            assertThat(person.page().getByText("This link is invalid")).isVisible();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 360, 740, 1280})
    void everyTabIsVisibleAtEveryWidth(int width) {
        root.page().setViewportSize(width, 700);
        root.open("/admin#doctor");
        Locator tabs = root.page().getByRole(AriaRole.TAB);
        assertThat(tabs.filter(new Locator.FilterOptions().setHasText("Doctor")))
                .isVisible();
        assertThat(tabs.all()).hasSizeGreaterThan(1).allSatisfy(tab -> {
            BoundingBox box = root.box(tab);
            assertThat(box.x).isNotNegative();
            assertThat(box.x + box.width).isLessThanOrEqualTo(width);
        });
        assertThat(root.run("document.documentElement.scrollWidth")).isEqualTo(width);
    }

    @Test
    void disabledAccountIsLoggedOutImmediately() {
        try (Tab bob = Tab.of(server).signUp("bob")) {
            bob.enter("general");
            root.open("/admin");
            in(line("bob"), "Disable").click();
            root.page().locator("dialog button.button-danger").click();

            bob.page().waitForURL("**/login?next=*");
            assertThat(line("bob")).containsText("disabled");
            in(line("bob"), "Enable").click();
            assertThat(line("bob")).not().containsText("disabled");
        }
        assertThat(root.faults()).isEmpty();
    }

    @Test
    void registrationPolicyIsChangedOnThePage() {
        root.open("/admin#settings");
        root.field("People with an invite from an administrator").check();
        root.button("Create invite link").click();
        String link = root.field("Invite link").inputValue();
        try (Tab cid = Tab.of(server)) {
            cid.open("/signup");
            assertThat(cid.page().getByText("You need an invite to sign up here."))
                    .isVisible();

            cid.page().navigate(link);
            cid.page()
                    .locator("#main a", new Page.LocatorOptions().setHasText("Sign up"))
                    .click();
            cid.field("Username").fill("cid");
            cid.field("Password").fill(Person.PASSWORD);
            cid.button("Sign up").click();
            cid.page().waitForURL(server.url() + "/chat**");
        } finally {
            root.field("Anyone with access to this site").check();
        }
    }

    @Test
    void deletedMessageDisappearsFromOpenPages() {
        try (Tab dan = Tab.of(server).signUp("dan")) {
            dan.makeRoom("noise");
            dan.say("Buy my things");
            assertThat(dan.pending()).hasCount(0);
            root.open("/admin#messages");
            Locator line = root.page().locator(".lines li", new Page.LocatorOptions().setHasText("Buy my things"));
            in(line, "Delete").click();
            root.page().locator("dialog button.button-danger").click();

            assertThat(line).hasCount(0);
            assertThat(dan.message("Buy my things")).hasCount(0);
            root.open("/admin#audit");
            assertThat(root.page()
                            .locator(".lines li", new Page.LocatorOptions().setHasText("deleted a message"))
                            .first())
                    .isVisible();
        }
    }

    @Test
    void nodesShowTheirVitals() {
        root.open("/admin#nodes");
        Locator node = root.page().locator(".lines li").first();

        assertThat(node).containsText("this page’s node");
        assertThat(node).containsText("no room is behind");
        assertThat(root.button("Back up now")).hasCount(0);
    }

    @Test
    void doctorShowsFindingsAndAdvice() {
        root.open("/admin#doctor");

        assertThat(examined("Database")).containsText(Pattern.compile("A simple query takes [\\d.]+ ms"));
        assertThat(examined("WebSocket")).containsText("opened a WebSocket");
        assertThat(examined("Limits")).containsText("Remove parley.limits.enabled=false.");
        assertThat(root.page().getByText("need your attention")).isVisible();
    }

    @Test
    void verificationOfFilesNamesWhatIsDamaged() {
        root.open("/admin#doctor");
        root.button("Verify files").click();
        assertThat(root.page().getByText("Nothing is damaged")).isVisible();

        server.bean(DatabaseClient.class)
                .sql("insert into blob (id, account_id, bytes, hash) values ('lost000000000000', null, 5, 'x')")
                .then()
                .block();
        root.button("Verify files").click();

        assertThat(root.page().getByText("2 problems found")).isVisible();
        assertThat(root.page().getByText("The stored bytes are missing")).isVisible();
        assertThat(root.page().getByText("Stored as lost000000000000")).hasCount(2);
    }

    private Locator examined(String title) {
        return root.page().locator(".lines li:has(b:text-is('" + title + "'))");
    }

    @Test
    void tokenCreatedInTheSettingsWorksUntilItIsRevoked() {
        root.open("/settings");
        root.field("Name").fill("Weather bot");
        root.button("Create token").click();
        String token = root.field("Token").inputValue();
        Person program = Person.visiting(server.url());

        assertThat(program.send(program.request("/api/rooms").header("Authorization", "Bearer " + token))
                        .status())
                .isEqualTo(200);
        root.button("Revoke Weather bot").click();
        root.page().locator("dialog button.button-danger").click();
        assertThat(root.page().getByText("Weather bot")).hasCount(0);
        assertThat(program.send(program.request("/api/rooms").header("Authorization", "Bearer " + token))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void anotherDeviceIsLoggedOutFromTheSettings() {
        Person phone = Person.logIn(server.url(), "root");
        root.open("/settings");
        root.page().locator("parley-sessions button").first().click();

        assertThat(root.page().locator("parley-sessions li")).hasCount(1);
        phone.get("/api/rooms").expect(401);
    }

    @Test
    void administrationIsHiddenFromOthers() {
        try (Tab eve = Tab.of(server).signUp("eve")) {
            eve.open("/admin");
            assertThat(eve.page().locator("h1")).not().hasText("Administration");
            assertThat(eve.link("Administration")).hasCount(0);
        }
    }
}
