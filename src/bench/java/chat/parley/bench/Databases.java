package chat.parley.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** Creates databases: files of H2, or databases of one PostgreSQL with the durability of a production server. */
final class Databases implements AutoCloseable {

    private static final Path WORK = Path.of("target", "bench");
    private static final String ON = "on";

    private @Nullable EmbeddedPostgres postgres;
    private final List<Path> folders = new ArrayList<>();
    private int made;

    /** @param kind {@code h2} or {@code postgresql} */
    Database fresh(String kind) {
        return kind.equals("postgresql") ? postgresql() : h2();
    }

    private Database h2() {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(WORK), "data");
            folders.add(folder);
            Path file = folder.toAbsolutePath().resolve("parley");
            String options = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
            return new Database(
                    true,
                    List.of("--spring.r2dbc.url=r2dbc:h2:file:///" + file),
                    "jdbc:h2:file:" + file + options,
                    "",
                    "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Database postgresql() {
        made++;
        String name = "bench" + made;
        String place = "postgresql://localhost:" + postgres().getPort() + "/";
        try (Connection connection =
                        new Database(false, List.of(), "jdbc:" + place + "postgres", "postgres", "postgres").connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        List<String> arguments = List.of(
                "--spring.r2dbc.url=r2dbc:" + place + name,
                "--spring.r2dbc.username=postgres",
                "--spring.r2dbc.password=postgres");
        return new Database(
                false, arguments, "jdbc:" + place + name + "?reWriteBatchedInserts=true", "postgres", "postgres");
    }

    private EmbeddedPostgres postgres() {
        EmbeddedPostgres running = postgres;
        try {
            if (running == null) {
                running = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", ON)
                        .setServerConfig("synchronous_commit", ON)
                        .setServerConfig("full_page_writes", ON)
                        // For PostgresWork, which turns it on for its own database
                        .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                        .setServerConfig("pg_stat_statements.track", "none")
                        .start();
                postgres = running;
            }
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            if (postgres != null) {
                postgres.close();
            }
            for (Path folder : folders) {
                FileSystemUtils.deleteRecursively(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
