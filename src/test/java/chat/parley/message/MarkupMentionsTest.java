package chat.parley.message;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.NodeRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server finds the mentions that the pages show, in the grammar's cases and in random texts. */
class MarkupMentionsTest {

    private static final Path CASES = Path.of("src/test/resources/markup");

    private static final int RANDOM_TEXTS = 20_000;

    /** The accounts that the cases may mention; the pages' test uses the same ones. */
    private static final Set<String> KNOWN = Set.of("bob", "ann", "ann.lee", "田中", "علی\u200cرضا", "here");

    /** Elements of markup, and text next to them. */
    private static final String[] PARTS = {
        "> ",
        ">",
        "- ",
        "1. ",
        "- [ ] ",
        "  ",
        " ",
        " ",
        " ",
        "\t",
        "\n",
        "\n",
        "\n\n",
        "| ",
        "|",
        "||",
        "|---|---|\n",
        "*",
        "**",
        "_",
        "_",
        "__",
        "~~",
        "~~~",
        "`",
        "`",
        "``",
        "```",
        "```js",
        "```\n",
        "\\",
        "\\",
        "[",
        "]",
        "(",
        ")",
        "](",
        "](https://",
        "https://",
        "www.",
        "mailto:",
        "example.com",
        ".",
        ",",
        "/",
        "@",
        "@",
        "@bob",
        "@here",
        "@ann.lee",
        "'",
        "\"",
        "’",
        "。",
        "（",
        "“",
        "-",
        "—",
        "·",
        "–",
        "&",
        "<",
        "{",
        "}",
        ":",
        "[::1]",
        "a",
        "b",
        "word",
        "2",
        "é",
        "さん",
        "字",
        "님",
        "ー",
        "ก",
        "ש",
        "علی",
        "\u200c",
        "\u200d",
        "\u0301",
        "🎉",
        "❤️",
        "©",
        "→",
        "\u00a0",
        "\u3000"
    };

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void grammarCasesMentionShownAccounts() throws IOException {
        int count = 0;
        try (Stream<Path> files = Files.list(CASES)) {
            for (Path file : files.toList()) {
                for (JsonNode one : JSON.readTree(Files.readString(file))) {
                    String text = one.get("text").asString();
                    assertThat(mentioned(text)).as(text).isEqualTo(expected(one));
                    count++;
                }
            }
        }
        assertThat(count).isGreaterThan(300);
    }

    @Test
    void randomTextsMentionAccountsThatPagesShow(@TempDir Path folder) throws IOException, InterruptedException {
        long seed = Long.getLong("parley.seed", System.nanoTime());
        List<String> texts = texts(new Random(seed));
        Path file = folder.resolve("texts.json");
        Files.writeString(file, JSON.writeValueAsString(texts));

        NodeRunner.Result result = NodeRunner.run(folder, List.of("src/test/js/mentions-of.js", file.toString()));

        assertThat(result.succeeded()).as(result.output()).isTrue();
        List<List<List<String>>> shown = JSON.readValue(result.output(), new TypeReference<>() {});
        for (int i = 0; i < texts.size(); i++) {
            assertThat(Set.copyOf(MentionParser.mentions(texts.get(i))))
                    .as("seed %d: %s", seed, JSON.writeValueAsString(texts.get(i)))
                    .isEqualTo(Set.copyOf(shown.get(i)));
        }
        assertThat(shown.stream().filter(mentions -> !mentions.isEmpty())).hasSizeGreaterThan(RANDOM_TEXTS / 10);
    }

    private static List<String> texts(Random random) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < RANDOM_TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int parts = 1 + random.nextInt(30); parts > 0; parts--) {
                text.append(PARTS[random.nextInt(PARTS.length)]);
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static List<String> expected(JsonNode one) {
        return one.has("mentions")
                ? one.get("mentions").valueStream().map(JsonNode::asString).toList()
                : List.of();
    }

    private static List<String> mentioned(String text) {
        return MentionParser.mentions(text).stream()
                .flatMap(names -> names.stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .filter(KNOWN::contains)
                        .limit(1))
                .distinct()
                .toList();
    }
}
