package chat.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.parley.support.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows the documentation literally. Requires the packaged jar. */
class FasterStartIT {

    private static final Path DOCUMENT = Path.of("src/docs/operations.md");
    private static final Pattern PREPARE =
            Pattern.compile("```\\R(java -XX:ArchiveClassesAtExit=.*?)\\R```", Pattern.DOTALL);
    private static final Pattern START = Pattern.compile("`(java -XX:SharedArchiveFile=\\S+ -jar \\S+)`");
    /** Excludes classes generated at run time, whose names have two dollar signs. */
    private static final Pattern CLASS = Pattern.compile("chat\\.parley\\.(?:(?!\\$\\$)[\\w.$])+ source: (.*)");

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void oneCommandArchivesTheClassesForLaterStarts() throws IOException {
        String jar = System.getProperty("parley.jar");
        assumeTrue(jar != null, "There is no packaged jar");
        Files.copy(Path.of(jar), folder.resolve("parley.jar"));

        run(documented(PREPARE), "-XX:TieredStopAtLevel=1");
        run(
                documented(START) + " --spring.r2dbc.url=r2dbc:h2:mem:///started",
                "-XX:TieredStopAtLevel=1 -Dspring.context.exit=onRefresh -Xlog:class+load=info:file=classes.log");

        assertThat(sourcesOfOwnClasses())
                .hasSizeGreaterThan(200)
                .allSatisfy(source -> assertThat(source).isEqualTo("shared objects file (top)"));
    }

    private void run(String command, String options) {
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        Commands.run(
                LIMIT,
                "bash",
                "-c",
                "cd " + folder + " && export PATH=" + java + ":$PATH JAVA_TOOL_OPTIONS='" + options + "'\n" + command);
    }

    private List<String> sourcesOfOwnClasses() throws IOException {
        return CLASS.matcher(Files.readString(folder.resolve("classes.log")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String documented(Pattern what) throws IOException {
        Matcher found = what.matcher(Files.readString(DOCUMENT));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
