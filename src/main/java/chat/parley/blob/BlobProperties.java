package chat.parley.blob;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where shared files are stored.
 *
 * @param store {@code folder} or {@code database}; by default a folder beside an embedded database, and otherwise
 *     the database, which all nodes share. {@code s3}, a server that all nodes share, can be used with either
 * @param folder the folder, for a single node only; by default {@code files} beside the database file
 */
@ConfigurationProperties("parley.files")
record BlobProperties(@Nullable Kind store, @Nullable Path folder) {

    enum Kind {
        FOLDER,
        DATABASE,
        S3
    }
}
