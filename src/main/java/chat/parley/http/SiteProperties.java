package chat.parley.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The public address of this site.
 *
 * @param origins other origins whose pages may open WebSockets here, for instance {@code https://chat.example.org}
 * @param publicUrl the address of this site as people enter it, for instance {@code https://chat.example.org} or {@code
 *     https://example.org/talk}; all generated links begin with it. Without it a link contains a host only if the
 *     request's {@code Origin} confirms it
 */
@ConfigurationProperties("parley")
public record SiteProperties(
        @DefaultValue List<String> origins, @Nullable String publicUrl) {

    private static final Pattern ORIGIN = Pattern.compile("https?://[^/?#@\\s]+");
    private static final Pattern PATH = Pattern.compile("(?:/[\\w.~-]+)*");
    private static final Set<String> SCHEMES = Set.of("http", "https");

    public SiteProperties {
        origins = origins.stream().map(SiteProperties::normalized).toList();
        origins.forEach(origin -> Assert.isTrue(
                ORIGIN.matcher(origin).matches(), () -> "parley.origins: not scheme://host[:port]: " + origin));
        publicUrl = publicUrl == null || publicUrl.isBlank() ? null : publicAddress(publicUrl.strip());
    }

    /** Returns the origin of the public URL, as a browser writes it in {@code Origin}. */
    @Nullable
    String publicOrigin() {
        return publicUrl == null ? null : Site.of(URI.create(publicUrl)).origin();
    }

    static String normalized(String origin) {
        return origin.strip().toLowerCase(Locale.ROOT);
    }

    private static String publicAddress(String text) {
        try {
            URI url = new URI(text.replaceFirst("/+$", ""));
            boolean good = url.getScheme() != null
                    && SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null
                    && PATH.matcher(url.getRawPath()).matches();
            Assert.isTrue(good, () -> "parley.public-url: not http(s)://host[:port][/path]: " + text);
            return Site.of(url).origin() + url.getRawPath();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("parley.public-url: not http(s)://host[:port][/path]: " + text, e);
        }
    }
}
