package chat.parley.ops;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.parley.support.ParleyServer;
import chat.parley.support.PostgresTools;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows what src/docs/operations.md says about pg_dump and pg_restore. */
class BackupOnPostgresqlIT {

    @TempDir
    private Path folder;

    @Test
    void backupDuringChatHoldsEveryAcknowledgedMessage() {
        Optional<PostgresTools> installed = PostgresTools.start();
        assumeTrue(installed.isPresent(), "PostgreSQL with pg_dump is not installed (Debian: postgresql)");
        try (PostgresTools tools = installed.orElseThrow()) {
            tools.run("createdb", "--maintenance-db=" + tools.address("postgres"), "parley");
            String dump = folder.resolve("parley.dump").toString();
            try (ParleyServer server =
                    ParleyServer.with().database(tools.database("parley")).start()) {
                BackupStory story = new BackupStory(server);

                List<BackupStory.Kept> before = story.talkDuring(
                        () -> tools.run("pg_dump", "--format=custom", "--file=" + dump, tools.address("parley")));
                tools.run("createdb", "--maintenance-db=" + tools.address("postgres"), "restored");
                tools.run(
                        "pg_restore",
                        "--no-owner",
                        "--single-transaction",
                        "--dbname=" + tools.address("restored"),
                        dump);

                try (ParleyServer other =
                        ParleyServer.with().database(tools.database("restored")).start()) {
                    story.assertRestored(other, before);
                }
            }
        }
    }
}
