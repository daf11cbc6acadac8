package chat.parley.database;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Settings for backups of the embedded database. PostgreSQL has its own tools.
 *
 * @param folder the folder of the backups
 * @param every the interval of scheduled backups; none if it is not set
 * @param keep the number of newest backups to keep
 * @param test whether each backup is restored in a test after it is made
 */
@ConfigurationProperties("parley.backup")
public record BackupProperties(
        @DefaultValue("backups") Path folder,
        @Nullable Duration every,
        @DefaultValue("7") int keep,
        @DefaultValue("true") boolean test) {

    public BackupProperties {
        Assert.isTrue(every == null || every.toMillis() > 0, "parley.backup.every must be positive");
        Assert.isTrue(keep > 0, "parley.backup.keep must be positive");
    }

    /** Selects complete and incomplete backups, the record of the newest test, and no other files. */
    PrivateFiles files() {
        return new PrivateFiles(
                folder,
                name -> name.startsWith("parley-") && (name.contains(".zip") || name.endsWith(".files"))
                        || name.equals(Backups.RESTORED));
    }
}
