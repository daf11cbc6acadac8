package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of the embedded database is restored while browsers are open that show later messages. */
class RestoredBackupBrowserIT {

    @TempDir
    private Path folder;

    @BeforeAll
    static void waitLonger() {
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    }

    @Test
    void openBrowsersShowTheRestoredHistoryAndNoLostMessage() throws IOException {
        ParleyServer before = start("0");
        String port = String.valueOf(before.port());
        Person admin = Person.signUp(before, "admin");
        try (Tab ann = Tab.signedUp(before, "ann").makeRoom("restored");
                Tab bob = Tab.signedUp(before, "bob").enter("restored")) {
            ann.say("kept");
            assertThat(bob.texts()).hasText(new String[] {"kept"});
            admin.post("/api/admin/backups", Map.of()).expect(201);
            ann.say("lost 1");
            bob.say("lost 2");
            for (Tab tab : List.of(ann, bob)) {
                assertThat(tab.texts()).hasText(new String[] {"kept", "lost 1", "lost 2"});
                tab.keeps("lost 2");
            }
            before.close();
            restore();

            try (ParleyServer after = start(port)) {
                for (Tab tab : List.of(ann, bob)) {
                    assertThat(tab.texts()).hasText(new String[] {"kept"});
                }
                bob.say("new 1");
                ann.say("new 2");
                for (Tab tab : List.of(ann, bob)) {
                    assertThat(tab.texts()).hasText(new String[] {"kept", "new 1", "new 2"});
                    tab.page().reload();
                    assertThat(tab.texts()).hasText(new String[] {"kept", "new 1", "new 2"});
                }
            }
        }
    }

    private ParleyServer start(String port) {
        return ParleyServer.with()
                .databaseIn(folder.resolve("data"))
                .property("parley.backup.folder", folder.resolve("backups").toString())
                .property("server.port", port)
                .start();
    }

    /** As the manual says. */
    private void restore() throws IOException {
        Path data = folder.resolve("data");
        Files.move(data, folder.resolve("data.before"));
        Files.createDirectory(data);
        try (Stream<Path> backups = Files.list(folder.resolve("backups"));
                InputStream file = Files.newInputStream(
                        backups.filter(one -> one.toString().endsWith(".zip"))
                                .findFirst()
                                .orElseThrow());
                ZipInputStream backup = new ZipInputStream(file)) {
            for (ZipEntry entry = backup.getNextEntry(); entry != null; entry = backup.getNextEntry()) {
                Files.copy(backup, data.resolve(entry.getName()));
            }
        }
    }
}
