package chat.parley.preview;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what pages say about themselves: Open Graph, Twitter's cards, the title and the description, and oEmbed. Reads
 * text and addresses only, and takes time that is bounded by the length of the page.
 */
final class PageParser {

    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*[\"']?([\\w.:-]{1,40})");
    private static final JsonMapper JSON = new JsonMapper();

    private PageParser() {}

    /**
     * @param page HTML, whole or cut off
     * @param type the header {@code Content-Type}
     * @param url where the page is; relative addresses are resolved against it
     */
    static PageDescription html(byte[] page, String type, String url) {
        Document document = document(page, charset(type), url);
        return new PageDescription(
                PreviewText.of(
                        first(meta(document, "og:title", "twitter:title"), title(document)),
                        PreviewText.MAX_TITLE_LENGTH),
                PreviewText.of(
                        meta(document, "og:description", "twitter:description", "description"),
                        PreviewText.MAX_DESCRIPTION_LENGTH),
                PreviewText.of(meta(document, "og:site_name", "application-name"), PreviewText.MAX_SITE_LENGTH),
                address(
                        document,
                        "og:image:secure_url",
                        "og:image",
                        "og:image:url",
                        "twitter:image",
                        "twitter:image:src"),
                oembed(document));
    }

    private static Document document(byte[] page, @Nullable String charset, String url) {
        try {
            return Jsoup.parse(new ByteArrayInputStream(page), charset, url);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Returns the charset of the header; null lets the page declare its own. */
    private static @Nullable String charset(String type) {
        Matcher matcher = CHARSET.matcher(type);
        try {
            return matcher.find() && Charset.isSupported(matcher.group(1)) ? matcher.group(1) : null;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return null;
        }
    }

    private static @Nullable String title(Document document) {
        Element title = document.selectFirst("title");
        return title == null ? null : title.text();
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }

    private static @Nullable String meta(Document document, String... names) {
        return Arrays.stream(names)
                .map(name -> element(document, name))
                .filter(Objects::nonNull)
                .map(element -> element.attr("content"))
                .filter(content -> !content.isBlank())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String address(Document document, String... names) {
        return Arrays.stream(names)
                .map(name -> element(document, name))
                .filter(Objects::nonNull)
                .filter(element -> !element.attr("content").isBlank())
                .map(element -> element.absUrl("content"))
                .filter(PageParser::isHttp)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Element element(Document document, String name) {
        return document.selectFirst("meta[property=" + name + "], meta[name=" + name + "]");
    }

    private static @Nullable String oembed(Document document) {
        Element link = document.selectFirst("link[type=application/json+oembed][href]");
        String address = link == null ? "" : link.absUrl("href");
        return isHttp(address) ? address : null;
    }

    private static boolean isHttp(String address) {
        String folded = address.toLowerCase(Locale.ROOT);
        return folded.startsWith("https://") || folded.startsWith("http://");
    }

    /** Reads an oEmbed response. Its HTML is ignored. */
    static PageDescription oembed(byte[] json) {
        try {
            JsonNode root = JSON.readTree(json);
            String picture = text(root, "thumbnail_url");
            return new PageDescription(
                    PreviewText.of(text(root, "title"), PreviewText.MAX_TITLE_LENGTH),
                    PreviewText.of(text(root, "author_name"), PreviewText.MAX_DESCRIPTION_LENGTH),
                    PreviewText.of(text(root, "provider_name"), PreviewText.MAX_SITE_LENGTH),
                    picture != null && isHttp(picture) ? picture : null,
                    null);
        } catch (JacksonException malformed) {
            return PageDescription.NONE;
        }
    }

    private static @Nullable String text(JsonNode root, String name) {
        JsonNode value = root.path(name);
        return value.isString() ? value.asString() : null;
    }
}
