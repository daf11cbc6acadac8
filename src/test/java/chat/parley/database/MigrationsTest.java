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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations after the first only add, so that nodes of the former version run on: see src/docs/development.md. */
class MigrationsTest {

    private static final Path FOLDER = Path.of("src", "main", "resources", "db", "migration");

    /** Files that take something away, each with the reason why no version that may still run needs it. */
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
    void aMigrationOnlyAdds(Path file) throws IOException {
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
    void whatAFormerVersionCouldNotLiveWithIsNoticed(String statement) {
        assertThat(offences("create table other (id bigint);" + statement + ";"))
                .containsExactly(statement);
    }

    @Test
    void whatOnlyAddsIsAllowed() {
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

    static Stream<Path> later() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("V1__")).sorted().toList().stream();
        }
    }

    /** The statements that do more than to add. */
    private static List<String> offences(String sql) {
        Set<String> added = new HashSet<>();
        return Arrays.stream(sql.replaceAll("--[^\n]*", " ").split(";"))
                .map(statement -> statement.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT))
                .filter(statement -> !statement.isEmpty() && !onlyAdds(statement, added))
                .toList();
    }

    /** @param added tables, and columns as {@code table.column}, that the migration has made so far */
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

    /** A rule that the former version cannot break, because it does not write there. */
    private static boolean isOfNew(Matcher rule, Set<String> added) {
        return rule.matches()
                && (added.contains(rule.group(1))
                        || Arrays.stream(rule.group(2).split(","))
                                .anyMatch(column -> added.contains(rule.group(1) + "." + column.strip())));
    }
}
