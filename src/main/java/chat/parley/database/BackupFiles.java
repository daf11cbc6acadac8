package chat.parley.database;

import java.io.IOException;
import java.nio.file.Path;

/** Files that belong to a backup beside the embedded database. */
public interface BackupFiles {

    /**
     * Copies all files that the database refers to into a new folder. Files that are added or removed concurrently may be
     * missing or present. Blocks.
     */
    void copyTo(Path folder) throws IOException;
}
