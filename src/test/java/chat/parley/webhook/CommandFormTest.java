package chat.parley.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Validates new commands. */
class CommandFormTest {

    private static final Pattern LIST = Pattern.compile("export const COMMANDS = \\[([^]]*)]");

    @Test
    void builtInNamesAreThoseOfThePages() throws IOException {
        Matcher list = LIST.matcher(Files.readString(Path.of("static-web", "model", "commands.js")));
        assertThat(list.find()).isTrue();
        Set<String> names = Stream.of(list.group(1).split(","))
                .map(name -> name.strip().replace("'", ""))
                .collect(Collectors.toSet());

        assertThat(CommandForm.BUILT_IN).isEqualTo(names);
    }

    @Test
    void nameIsStoredWithoutSlashAndInLowerCase() {
        CommandForm form = new CommandForm(1L, " /Deploy-2 ", null, null, "https://example.org/").validNew();

        assertThat(form.name()).isEqualTo("deploy-2");
        assertThat(form.description()).isEmpty();
        assertThat(form.toString()).doesNotContain("example.org");
    }
}
