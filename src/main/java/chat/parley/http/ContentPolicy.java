package chat.parley.http;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The content security policies of this site. Every response carries {@link #NOTHING}, unless its handler has set the
 * header {@code Content-Security-Policy} itself, as a page does with {@link #page}.
 */
public final class ContentPolicy {

    /** For what is no page: nothing in it may load or run anything. */
    public static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    /** For a service worker: it asks this site for pages and for what they load. */
    public static final String WORKER = "default-src 'none'; script-src 'self'; connect-src 'self'";

    private ContentPolicy() {}

    /**
     * For a page: its own scripts, styles, pictures and connections, nothing inline and nothing from elsewhere.
     *
     * @param scriptHashes of the inline scripts that may run, in the form {@code sha256-…}: the import map's
     */
    public static String page(List<String> scriptHashes) {
        String hashes = scriptHashes.stream().map(hash -> " '" + hash + "'").collect(Collectors.joining());
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'" + hashes,
                "style-src 'self'",
                "img-src 'self'",
                "font-src 'self'",
                "connect-src 'self'",
                "manifest-src 'self'",
                "worker-src 'self'",
                "form-action 'self'",
                "base-uri 'self'",
                "frame-ancestors 'none'");
    }
}
