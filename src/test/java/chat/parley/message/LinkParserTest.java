package chat.parley.message;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.http.SiteProperties;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkParserTest {

    private final LinkParser links = new LinkParser(new SiteProperties(List.of(), "https://chat.example.org/talk"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/a",
                "see https://example.org/a.",
                "(https://example.org/a)",
                "[the page](https://example.org/a)",
                "[https://other.example](https://example.org/a)",
                "**https://example.org/a**",
                "- https://example.org/a",
                "one\n\nhttps://example.org/a, two",
                "https://example.org/a https://example.org/a",
                "` https://example.org/a",
                "||hidden|| https://example.org/a",
                "a || b https://example.org/a",
                "\\||https://example.org/a||"
            })
    void linkIsFound(String text) {
        assertThat(links.read(text)).containsExactly("https://example.org/a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "`https://example.org/a`",
                "```\nhttps://example.org/a\n```",
                "> https://example.org/a",
                "||https://example.org/a||",
                "||see\nhttps://example.org/a\n||",
                "mailto:ann@example.org",
                "[mail](mailto:ann@example.org)",
                "xhttps://example.org/a",
                "ftp://example.org",
                "https://",
                "https://chat.example.org/talk",
                "https://chat.example.org/talk/chat/garden",
                "HTTPS://CHAT.example.org/talk?a"
            })
    void textWithoutLinkThatLeadsElsewhereHasNone(String text) {
        assertThat(links.read(text)).isEmpty();
    }

    @Test
    void linkWithoutSchemeIsSecure() {
        assertThat(links.read("www.example.org/x")).containsExactly("https://www.example.org/x");
    }

    @Test
    void otherPathsOfTheSameHostLeadElsewhere() {
        assertThat(links.read("https://chat.example.org/talks https://chat.example.org/"))
                .containsExactly("https://chat.example.org/talks", "https://chat.example.org/");
    }

    @Test
    void firstThreeLinksCount() {
        assertThat(links.read(
                        "https://a.example https://b.example https://a.example https://c.example https://d.example"))
                .containsExactly("https://a.example", "https://b.example", "https://c.example");
    }

    @Test
    void overlongLinkIsIgnored() {
        assertThat(links.read("https://example.org/" + "a".repeat(2048))).isEmpty();
    }
}
