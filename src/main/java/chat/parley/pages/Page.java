package chat.parley.pages;

import chat.parley.http.ContentPolicy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.util.HtmlUtils;

/** A rendered page, except for the base of its links, which depends on the request. */
final class Page {

    static final String BASE = "{{base}}";

    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
    private static final Pattern INLINE_SCRIPT = Pattern.compile("<script type=\"importmap\">(.+?)</script>");

    private final String html;
    private final String policy;
    /** The last rendition. A site has one base, or few. */
    private volatile @Nullable Rendition last;

    private Page(String html) {
        this.html = html;
        policy = policy(html);
    }

    static Page of(String html) {
        if (!html.contains(BASE)) {
            throw new IllegalArgumentException("A page has no " + BASE);
        }
        return new Page(html);
    }

    /** Returns the HTML with a placeholder for the base. */
    String html() {
        return html;
    }

    /** Returns the page's content security policy. */
    String policy() {
        return policy;
    }

    /** @param base the path of the site with a trailing slash */
    Asset at(String base) {
        Rendition cached = last;
        if (cached == null || !cached.base.equals(base)) {
            cached = new Rendition(base, render(base));
            last = cached;
        }
        return cached.asset;
    }

    private Asset render(String base) {
        String text = html.replace(BASE, HtmlUtils.htmlEscape(base));
        return Asset.of("page.html", HTML, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Permits the import map, which browsers treat as an inline script, and no other inline script. */
    private static String policy(String html) {
        List<String> hashes = INLINE_SCRIPT
                .matcher(html)
                .results()
                .map(script -> hash(script.group(1)))
                .toList();
        return ContentPolicy.page(hashes);
    }

    private static String hash(String script) {
        byte[] hash = Asset.sha256(script.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(hash);
    }

    private record Rendition(String base, Asset asset) {}
}
