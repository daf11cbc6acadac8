package chat.parley.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptions of sound, odd and hostile pages. */
class PageParserTest {

    private static final int MAX_PAGE = 256 * 1024;

    private static PageDescription parse(String html) {
        return PageParser.html(
                html.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8", "https://example.org/a/b");
    }

    @Test
    void openGraphComesBeforeTheRest() {
        PageDescription page = parse("""
                <html><head><title>Plain</title><meta name="description" content="Also plain">
                <meta property="og:title" content="The  title"><meta property="og:description" content="Words">
                <meta property="og:site_name" content="Site"><meta property="og:image" content="/picture.png">
                <link rel="alternate" type="application/json+oembed" href="/oembed?url=x"></head></html>""");

        assertThat(page)
                .isEqualTo(new PageDescription(
                        "The title",
                        "Words",
                        "Site",
                        "https://example.org/picture.png",
                        "https://example.org/oembed?url=x"));
    }

    @Test
    void titleAndDescriptionAreTheFallback() {
        PageDescription page = parse("<title> A &amp; B\n</title><meta name=description content='Words &lt;b&gt;'>");

        assertThat(page).isEqualTo(new PageDescription("A & B", "Words <b>", null, null, null));
    }

    @Test
    void twitterCardIsUnderstood() {
        PageDescription page =
                parse("<meta name='twitter:title' content='T'><meta name='twitter:image' content='p.png'>");

        assertThat(page.title()).isEqualTo("T");
        assertThat(page.picture()).isEqualTo("https://example.org/a/p.png");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain text",
                "<",
                "<!doctype html>",
                "<html><body>no head</body></html>",
                "<meta property='og:title'>",
                "<meta property='og:title' content='  '>",
                "<title>\u200b\u2060</title>",
                "<frameset><frame></frameset>",
                "<!-- <title>hidden</title> -->",
                "<script><title>hidden</title></script>"
            })
    void pageWithoutDescriptionHasNone(String html) {
        assertThat(parse(html)).isEqualTo(PageDescription.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:image/png;base64,AAAA",
                "file:///etc/passwd",
                "  ",
                "ftp://example.org/p.png",
                "vbscript:x",
                "blob:https://example.org/1"
            })
    void pictureHasAnHttpAddress(String address) {
        assertThat(parse("<title>t</title><meta property='og:image' content='" + address + "'>")
                        .picture())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "iso-8859-1,iso-8859-1",
        "windows-1251,windows-1251",
        "Shift_JIS,Shift_JIS",
        "utf-8,UTF-8",
        "\"koi8-r\",koi8-r"
    })
    void charsetOfTheHeaderIsUsed(String declared, String charset) {
        String title = charset.startsWith("Shift")
                ? "\u65e5\u672c\u8a9e"
                : charset.contains("8859") ? "caf\u00e9" : "\u043c\u0438\u0440";
        byte[] page = ("<title>" + title + "</title>").getBytes(Charset.forName(charset));

        assertThat(PageParser.html(page, "text/html; charset=" + declared, "https://example.org/")
                        .title())
                .isEqualTo(title);
    }

    @Test
    void charsetOfThePageIsUsedWithoutOneInTheHeader() {
        byte[] page = "<meta charset=windows-1251><title>\u043c\u0438\u0440</title>"
                .getBytes(Charset.forName("windows-1251"));

        assertThat(PageParser.html(page, "text/html", "https://example.org/").title())
                .isEqualTo("\u043c\u0438\u0440");
        assertThat(PageParser.html(page, "text/html; charset=no-such", "https://example.org/")
                        .title())
                .isEqualTo("\u043c\u0438\u0440");
    }

    @Test
    void wrongCharsetDoesNotFail() {
        byte[] page = "<title>caf\u00e9 ok</title>".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(PageParser.html(page, "text/html; charset=utf-8", "https://example.org/")
                        .title())
                .startsWith("caf")
                .endsWith("ok");
    }

    @Test
    void textsAreBoundedAndOnOneLine() {
        PageDescription page = parse("<meta property='og:title' content='" + "t ".repeat(500) + "'>"
                + "<meta property='og:description' content='a&#10;b \u202eevil\u202c\u0007 c'>"
                + "<meta property='og:site_name' content='" + "\ud83d\ude00".repeat(200) + "'>");

        assertThat(page.title()).endsWith("\u2026").hasSizeLessThanOrEqualTo(PreviewText.MAX_TITLE_LENGTH);
        assertThat(page.description()).isEqualTo("a b evil c");
        assertThat(String.valueOf(page.site()).codePoints().count()).isEqualTo(PreviewText.MAX_SITE_LENGTH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div>",
                "<meta property='og:title' content='x'>",
                "<b><i>",
                "&amp;&lt;&nbsp;&CounterClockwiseContourIntegral;",
                "<!--",
                "<![CDATA[",
                "<a href='",
                "<table><tr><td>",
                "<svg><title>",
                "<!ENTITY a '&b;&b;'>",
                "<select><option>",
                "\u0300",
                "</p>",
                "<template>"
            })
    void hostilePageTakesBoundedTime(String part) {
        String html = part.repeat(MAX_PAGE / part.length());

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> parse(html));
    }

    @Test
    void oembedIsReadAsText() {
        PageDescription read = PageParser.oembed("""
                {"type":"video","title":"A film","author_name":"Ann","provider_name":"Films","html":"<script>x</script>",
                "thumbnail_url":"https://example.org/t.jpg"}""".getBytes(StandardCharsets.UTF_8));

        assertThat(read).isEqualTo(new PageDescription("A film", "Ann", "Films", "https://example.org/t.jpg", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "null",
                "{",
                "{\"title\":{\"a\":1},\"thumbnail_url\":7}",
                "{\"thumbnail_url\":\"javascript:alert(1)\"}",
                "1e999999999"
            })
    void malformedOembedSaysNothing(String json) {
        assertThat(PageParser.oembed(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(PageDescription.NONE);
    }
}
