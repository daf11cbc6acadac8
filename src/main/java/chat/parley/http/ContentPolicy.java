package chat.parley.http;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The content security policies of this site. Every response has {@link #NOTHING}, unless its handler sets the header
 * {@code Content-Security-Policy} itself, as pages do with {@link #page}.
 */
public final class ContentPolicy {

    /** For responses other than pages: loads and runs nothing. */
    public static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    /** For a service worker, which fetches pages and their resources from this site. */
    public static final String WORKER = "default-src 'none'; script-src 'self'; connect-src 'self'";

    private ContentPolicy() {}

    /**
     * Returns the policy for a page: scripts, styles, images, media and connections of this site only, nothing inline. Images
     * may also come from the page itself, such as the preview of an attached file.
     *
     * @param scriptHashes the hashes of permitted inline scripts (the import map), as {@code sha256-…}
     */
    public static String page(List<String> scriptHashes) {
        String hashes = scriptHashes.stream().map(hash -> " '" + hash + "'").collect(Collectors.joining());
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'" + hashes,
                "style-src 'self'",
                "img-src 'self' blob:",
                "media-src 'self'",
                "font-src 'self'",
                "connect-src 'self'",
                "manifest-src 'self'",
                "worker-src 'self'",
                "form-action 'self'",
                "base-uri 'self'",
                "frame-ancestors 'none'");
    }
}
