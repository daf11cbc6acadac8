package chat.parley.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The newest schema accepts everything that previous versions store. */
abstract class SchemasContract {

    private static final String COLUMNS =
            "select table_name, column_name, data_type, character_maximum_length as length,"
                    + " is_nullable, column_default, is_identity from information_schema.columns"
                    + " where table_schema = 'public' and table_name <> 'flyway_schema_history'";

    /** Returns an empty database, a new one at each call. */
    abstract DatabaseAddress database();

    /**
     * A column as a writer sees it.
     *
     * @param filled whether the column can be omitted
     */
    private record Column(String type, @Nullable Long length, boolean nullable, boolean filled) {

        static Column of(ResultSet row) throws SQLException {
            boolean nullable = row.getString("is_nullable").equals("YES");
            return new Column(
                    row.getString("data_type"),
                    row.getObject("length") instanceof Number length ? length.longValue() : null,
                    nullable,
                    nullable
                            || row.getString("column_default") != null
                            || row.getString("is_identity").equals("YES"));
        }

        /** Returns whether every value that fits the other column fits this one. */
        boolean takes(Column other) {
            boolean longEnough = length == null || other.length != null && length >= other.length;
            return type.equals(other.type) && longEnough && (nullable || !other.nullable);
        }
    }

    @Test
    void valuesOfAllPreviousVersionsFitNewestSchema() throws SQLException {
        List<String> versions = versions();
        assertThat(versions).hasSizeGreaterThan(5);
        Map<String, Column> now = columns("latest");
        for (String version : versions) {
            Map<String, Column> former = columns(version);

            assertThat(now)
                    .as("tables and columns of V%s", version)
                    .containsKeys(former.keySet().toArray(String[]::new));
            former.forEach((name, column) -> assertThat(now.get(name))
                    .as("%s, as V%s has it", name, version)
                    .matches(found -> found.takes(column)));
            assertThat(now)
                    .as("left out by V%s", version)
                    .allSatisfy((name, column) -> assertThat(
                                    column.filled() || former.containsKey(name) || !has(former, tableOf(name)))
                            .as(name)
                            .isTrue());
        }
    }

    /** Each foreign key would be looked up, or on H2 be written as an index, for every message. */
    @ParameterizedTest
    @CsvSource({"message,0", "room,0", "member,1"})
    void messageIsStoredWithoutForeignKeyLookups(String table, int rules) throws SQLException {
        DatabaseAddress address = database();
        migrate(address, "latest");
        try (var connection = DriverManager.getConnection(address.url(), address.username(), address.password());
                var keys = connection.getMetaData().getImportedKeys(null, null, table)) {
            int found = 0;
            while (keys.next()) {
                found++;
            }
            assertThat(found).isEqualTo(rules);
        }
    }

    private static boolean has(Map<String, Column> columns, String table) {
        return columns.keySet().stream().anyMatch(name -> tableOf(name).equals(table));
    }

    private static String tableOf(String column) {
        return column.substring(0, column.indexOf('.'));
    }

    private List<String> versions() {
        DatabaseAddress address = database();
        return Arrays.stream(flyway(address, "latest").info().all())
                .map(migration -> migration.getVersion().getVersion())
                .toList();
    }

    private static void migrate(DatabaseAddress address, String version) {
        flyway(address, version).migrate();
    }

    private static Flyway flyway(DatabaseAddress address, String version) {
        return Flyway.configure()
                .dataSource(address.url(), address.username(), address.password())
                .target(version)
                .load();
    }

    private Map<String, Column> columns(String version) throws SQLException {
        DatabaseAddress address = database();
        migrate(address, version);
        Map<String, Column> columns = new TreeMap<>();
        try (var connection = DriverManager.getConnection(address.url(), address.username(), address.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                columns.put(rows.getString("table_name") + "." + rows.getString("column_name"), Column.of(rows));
            }
        }
        return columns;
    }
}
