package chat.parley.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Restores a copy of the embedded database in a test: unpacks it into a temporary folder beside it, opens it, and reads
 * every row of every table. Compares the shared files of the copy with their rows. Needs as much space as the database
 * while it runs. Blocks.
 *
 * @param files the folder of the shared files; null if the copy has none
 * @param username of the database
 */
record TrialRestore(
        Path copy,
        @Nullable Path files,
        @Nullable String username,
        @Nullable String password) {

    private static final String FOLDER = "trial-";
    private static final String SUFFIX = ".mv.db";
    private static final String OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;IFEXISTS=TRUE;ACCESS_MODE_DATA=r"
            + ";LAZY_QUERY_EXECUTION=1;TRACE_LEVEL_FILE=0";
    private static final String TABLES = "select table_name from information_schema.tables"
            + " where table_schema = 'public' and table_type = 'BASE TABLE'";

    /** @throws IOException if the copy cannot be restored */
    void run() throws IOException {
        Path folder = Files.createTempDirectory(copy.toAbsolutePath().getParent(), FOLDER);
        try {
            readAll(unpack(folder));
        } catch (SQLException e) {
            throw new IOException("The copy cannot be opened", e);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    /** Removes what a crash has left. */
    static void removeRemains(Path backups) throws IOException {
        try (var remains = Files.newDirectoryStream(backups, FOLDER + "*")) {
            for (Path folder : remains) {
                FileSystemUtils.deleteRecursively(folder);
            }
        }
    }

    private Path unpack(Path folder) throws IOException {
        Path database = null;
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(copy))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(Path.of(entry.getName()).getFileName());
                Files.copy(zip, file);
                database = file.toString().endsWith(SUFFIX) ? file : database;
            }
        }
        if (database == null) {
            throw new IOException("The copy contains no database");
        }
        return database;
    }

    private void readAll(Path file) throws SQLException, IOException {
        String path = file.toString();
        String url = "jdbc:h2:file:" + path.substring(0, path.length() - SUFFIX.length()) + OPTIONS;
        try (Connection database = DriverManager.getConnection(url, username, password);
                Statement statement = database.createStatement()) {
            List<String> tables = tables(statement);
            if (tables.isEmpty()) {
                throw new IOException("The copy contains no tables");
            }
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("select * from \"" + table.replace("\"", "\"\"") + "\"")) {
                    while (rows.next()) {
                        rows.getObject(1);
                    }
                }
            }
            if (files != null) {
                compare(files, statement);
            }
        }
    }

    /** Files that expire may have been removed before their folder was copied. */
    private static void compare(Path files, Statement statement) throws SQLException, IOException {
        try (ResultSet rows = statement.executeQuery("select id, bytes from blob where expires_at is null")) {
            while (rows.next()) {
                Path file = files.resolve(rows.getString(1));
                if (!Files.exists(file) || Files.size(file) != rows.getLong(2)) {
                    throw new IOException("The copy lacks the shared file " + file.getFileName() + " of "
                            + rows.getLong(2) + " bytes");
                }
            }
        }
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet names = statement.executeQuery(TABLES)) {
            while (names.next()) {
                tables.add(names.getString(1));
            }
        }
        return tables;
    }
}
