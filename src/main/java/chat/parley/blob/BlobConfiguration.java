package chat.parley.blob;

import chat.parley.database.DatabaseAddress;
import chat.parley.database.DatabaseFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Creates the store that the settings select. */
@Configuration(proxyBeanMethods = false)
class BlobConfiguration {

    /** More threads would only wait for the disk. */
    private static final int THREADS = 8;

    private static final Duration S3_TIMEOUT = Duration.ofSeconds(15);

    private static final int MAX_QUEUED = 100_000;

    @Bean(destroyMethod = "dispose")
    Scheduler fileScheduler() {
        return Schedulers.newBoundedElastic(THREADS, MAX_QUEUED, "files");
    }

    @Bean
    BlobStore blobStore(
            BlobProperties properties,
            S3Properties s3,
            DatabaseAddress address,
            DatabaseClient database,
            Scheduler fileScheduler,
            Clock clock)
            throws IOException {
        BlobProperties.Kind kind = properties.store();
        if (kind == BlobProperties.Kind.S3) {
            S3Client client = new S3Client(new S3Signer(s3, clock), fileScheduler, S3_TIMEOUT);
            return new S3Blobs(client, s3.prefix(), fileScheduler);
        }
        Path file = address.file();
        boolean folder = kind == null ? file != null : kind == BlobProperties.Kind.FOLDER;
        if (!folder) {
            return new DatabaseBlobs(database);
        }
        if (file == null) {
            throw new IllegalArgumentException("parley.files.store=folder needs an embedded database in a file:"
                    + " nodes that share a database do not share a folder. Use 'database' or 's3'.");
        }
        FolderBlobs blobs = new FolderBlobs(
                properties.folder() == null ? file.resolveSibling(DatabaseFiles.FILES) : properties.folder(),
                fileScheduler);
        blobs.prepare();
        return blobs;
    }
}
