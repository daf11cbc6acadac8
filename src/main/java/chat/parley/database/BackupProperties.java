package chat.parley.database;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Copies of the embedded database. PostgreSQL has tools of its own.
 *
 * @param folder where the copies are
 * @param every how often one is made without being asked for; never if it is missing
 * @param keep how many of the newest stay
 */
@ConfigurationProperties("parley.backup")
public record BackupProperties(
        @DefaultValue("backups") Path folder,
        @Nullable Duration every,
        @DefaultValue("7") int keep) {

    public BackupProperties {
        Assert.isTrue(every == null || every.toMillis() > 0, "parley.backup.every must be positive");
        Assert.isTrue(keep > 0, "parley.backup.keep must be positive");
    }

    /** The copies, those among them that are not complete, and nothing else. */
    PrivateFiles files() {
        return new PrivateFiles(folder, name -> name.startsWith("parley-") && name.contains(".zip"));
    }
}
