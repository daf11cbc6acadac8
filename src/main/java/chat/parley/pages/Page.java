package chat.parley.pages;

import chat.parley.http.ContentPolicy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/**
 * A page, whole but for the one thing that depends on the request: the address that its links count from.
 *
 * @param head what stands before that address
 * @param tail what follows it
 * @param hash of both
 * @param policy its content security policy
 */
record Page(String head, String tail, String hash, String policy) {

    static final String BASE = "{{base}}";

    private static final Pattern INLINE_SCRIPT = Pattern.compile("<script type=\"importmap\">(.+?)</script>");

    static Page of(String html) {
        int at = html.indexOf(BASE);
        if (at < 0) {
            throw new IllegalArgumentException("A page has no " + BASE);
        }
        String hash = Asset.hash(html.getBytes(StandardCharsets.UTF_8));
        return new Page(html.substring(0, at), html.substring(at + BASE.length()), hash, policy(html));
    }

    /** @param base the path of the site, with a slash at its end */
    byte[] at(String base) {
        return (head + HtmlUtils.htmlEscape(base) + tail).getBytes(StandardCharsets.UTF_8);
    }

    String etag(String base) {
        return "\"" + hash + (base.equals("/") ? "" : Integer.toHexString(base.hashCode())) + "\"";
    }

    /** To a browser the import map is an inline script, the only one that may be. */
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
}
