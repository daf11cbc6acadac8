package chat.parley.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Migrations after the first are purely additive, so that nodes of the previous version keep working; see
 * src/docs/development.md.
 */
class MigrationsTest {

    private static final Path FOLDER = Path.of("src", "main", "resources", "db", "migration");

    /** Files that remove something, with the reason why no version that may still run needs it. */
    private static final Map<String, String> CONTRACTING =
            Map.of("V7__rules.sql", "It takes rules away that no version ever broke");

    private static final Pattern TABLE = Pattern.compile("create table (\\w+) \\(.*\\)");
    private static final Pattern INDEX = Pattern.compile("create index \\w+ on \\w+ \\(.*\\)");
    private static final Pattern UNIQUE_INDEX = Pattern.compile("create unique index \\w+ on (\\w+) \\((.*)\\)");
    private static final Pattern COLUMN = Pattern.compile("alter table (\\w+) add column (\\w+) (.*)");
    private static final Pattern CONSTRAINT =
            Pattern.compile("alter table (\\w+) add constraint \\w+ unique \\((.*)\\)");
    private static final Pattern ROW = Pattern.compile("insert into (\\w+) .*");

    @ParameterizedTest
    @MethodSource("later")
    void migrationIsAdditive(Path file) throws IOException {
        if (!CONTRACTING.containsKey(file.getFileName().toString())) {
            assertThat(offences(Files.readString(file))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table message",
                "alter table message drop column text",
                "alter table message rename column text to words",
                "alter table message alter column text set not null",
                "alter table message add column language varchar(8) not null",
                "alter table message add constraint one_of_each unique (author_id, text)",
                "create unique index one_of_each on message (author_id)",
                "update message set text = folded",
                "insert into message (seq) values (1)",
                "drop index message_newest"
            })
    void breakingStatementIsDetected(String statement) {
        assertThat(offences("create table other (id bigint);" + statement + ";"))
                .containsExactly(statement);
    }

    @Test
    void additiveStatementsAreAllowed() {
        assertThat(offences("""
                -- a comment; with a semicolon
                create table other (
                    id bigint primary key -- and another
                );
                insert into other (id) values (1);
                alter table message add column language varchar(8);
                alter table message add column pinned boolean not null default false;
                alter table message add constraint one_of_each unique (language);
                create index message_language on message (language);
                """)).isEmpty();
    }

    @Test
    void everyMigrationHasItsOwnNumber() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(sharedNumbers(files.map(file -> file.getFileName().toString())))
                    .isEmpty();
        }
    }

    /** Flyway reads the numbers, so {@code V03} and {@code V3_0} are also 3. */
    @ParameterizedTest
    @ValueSource(strings = {"V3__b.sql", "V03__b.sql", "V3.0__b.sql", "V3_0__b.sql"})
    void secondMigrationOfOneNumberIsNoticed(String second) {
        assertThat(sharedNumbers(Stream.of("V2__a.sql", "V3__a.sql", second, "V30__a.sql", "V3_1__a.sql")))
                .containsExactly(MigrationVersion.fromVersion("3"));
    }

    private static Set<MigrationVersion> sharedNumbers(Stream<String> names) {
        Set<MigrationVersion> once = new TreeSet<>();
        return names.map(name -> MigrationVersion.fromVersion(name.substring(1, name.indexOf("__"))))
                .filter(number -> !once.add(number))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Stream<Path> later() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("V1__")).sorted().toList().stream();
        }
    }

    /** Returns the statements that are not purely additive. */
    private static List<String> offences(String sql) {
        Set<String> added = new HashSet<>();
        return Arrays.stream(sql.replaceAll("--[^\n]*", " ").split(";"))
                .map(statement -> statement.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT))
                .filter(statement -> !statement.isEmpty() && !onlyAdds(statement, added))
                .toList();
    }

    /** @param added tables and columns ({@code table.column}) that the migration has created so far */
    private static boolean onlyAdds(String statement, Set<String> added) {
        Matcher table = TABLE.matcher(statement);
        if (table.matches()) {
            return added.add(table.group(1));
        }
        Matcher column = COLUMN.matcher(statement);
        if (column.matches()) {
            added.add(column.group(1) + "." + column.group(2));
            return !column.group(3).contains("not null") || column.group(3).contains("default");
        }
        Matcher row = ROW.matcher(statement);
        return INDEX.matcher(statement).matches()
                || row.matches() && added.contains(row.group(1))
                || isOfNew(CONSTRAINT.matcher(statement), added)
                || isOfNew(UNIQUE_INDEX.matcher(statement), added);
    }

    /** Returns whether a constraint only concerns new columns, so that the previous version cannot violate it. */
    private static boolean isOfNew(Matcher rule, Set<String> added) {
        return rule.matches()
                && (added.contains(rule.group(1))
                        || Arrays.stream(rule.group(2).split(","))
                                .anyMatch(column -> added.contains(rule.group(1) + "." + column.strip())));
    }
}
