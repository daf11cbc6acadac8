package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Groups in the administration and in conversations. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GroupsBrowserIT {

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

    private static Locator dialog(Tab tab) {
        return tab.page().getByRole(AriaRole.DIALOG);
    }

    private static Locator line(Tab tab, String text) {
        return tab.page().locator(".lines li", new Page.LocatorOptions().setHasText(text));
    }

    private static Locator in(Locator place, String button) {
        return place.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
    }

    @Test
    void administratorManagesGroup() {
        Person.signUp(server, "cleo");
        root.open("/admin#groups");
        root.page().getByText("New group").click();
        root.field("Name").fill("@makers");
        root.field("Description (optional)").fill("People who make things");
        root.button("Create group").click();
        assertThat(line(root, "@makers")).containsText("0 people · People who make things");

        in(line(root, "@makers"), "People").click();
        in(dialog(root), "Add people").click();
        Locator field = root.page().getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Search people"));
        field.fill("cle");
        assertThat(root.page().locator(".people-found li")).hasCount(1);
        field.press("Enter");
        root.button("Add 1 person").click();
        assertThat(dialog(root).locator(".group-person")).containsText("@cleo");
        assertThat(line(root, "@makers")).containsText("1 person");
        in(dialog(root), "Remove cleo").click();
        assertThat(dialog(root)).containsText("No one is in this group yet.");
        root.page().keyboard().press("Escape");

        in(line(root, "@makers"), "Edit").click();
        dialog(root).getByLabel("Name").fill("root");
        in(dialog(root), "Save").click();
        assertThat(dialog(root).locator(".form-error")).containsText("already taken");
        dialog(root).getByLabel("Name").fill("builders");
        in(dialog(root), "Save").click();
        assertThat(line(root, "@builders")).isVisible();
        root.field("Search groups").fill("nothing");
        assertThat(root.page().getByText("No groups found.")).isVisible();
        root.field("Search groups").fill("build");
        in(line(root, "@builders"), "Delete").click();
        in(dialog(root), "Delete").click();
        assertThat(root.page().getByText("No groups found.")).isVisible();
    }

    @Test
    void mentionOfGroupIsCompletedShownAndOpened() {
        try (Tab ann = Tab.signedUp(server, "ann");
                Tab bob = Tab.signedUpOnPhone(server, "bob")) {
            ann.makeRoom("studio");
            bob.enter("studio");
            Person administrator = Person.logIn(server.url(), "root");
            administrator
                    .post("/api/admin/groups", Map.of("name", "design", "description", "All that people see"))
                    .expect(201);
            administrator.put("/api/admin/groups/design/people/bob", Map.of()).expect(204);
            ann.composer().pressSequentially("Look at this, @des");
            assertThat(ann.page().locator(".suggestions [role=option]")).containsText("1 person All that people see");
            ann.composer().press("Tab");
            assertThat(ann.composer()).hasValue("Look at this, @design ");
            ann.composer().press("Enter");

            Locator call = bob.page().locator(".call-group");
            assertThat(call).hasText("@design");
            assertThat(call).hasClass(Pattern.compile("call-me"));
            assertThat(bob.page().locator(".message-mentioned")).hasCount(1);
            assertThat(ann.page().locator(".message-mentioned")).hasCount(0);
            call.click();
            assertThat(dialog(bob)).containsText("All that people see");
            assertThat(dialog(bob).locator(".group-people li")).containsText("@bob");
            bob.page().keyboard().press("Escape");
            administrator.delete("/api/admin/groups/design").expect(204);
            assertThat(call).not().hasClass(Pattern.compile("call-me"));
            call.click();
            assertThat(bob.page().getByText("There is no group @design any more."))
                    .isVisible();
            assertThat(ann.faults()).isEmpty();
        }
    }
}
