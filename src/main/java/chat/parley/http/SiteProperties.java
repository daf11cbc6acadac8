package chat.parley.http;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Whose pages may open WebSockets here.
 *
 * @param origins besides this site's own, for instance {@code https://chat.example.org}
 */
@ConfigurationProperties("parley")
public record OriginProperties(@DefaultValue List<String> origins) {

    private static final Pattern FORM = Pattern.compile("https?://[^/?#@\\s]+");

    public OriginProperties {
        origins = origins.stream().map(OriginProperties::normalized).toList();
        origins.forEach(origin -> Assert.isTrue(
                FORM.matcher(origin).matches(), () -> "parley.origins: not scheme://host[:port]: " + origin));
    }

    static String normalized(String origin) {
        return origin.strip().toLowerCase(Locale.ROOT);
    }
}
