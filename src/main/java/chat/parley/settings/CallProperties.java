package chat.parley.settings;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/**
 * The settings {@code parley.calls.*}.
 *
 * @param url the address of a room's calls, for instance {@code https://meet.example.org/{room}}, in which {@code
 *     {room}} stands for the room's id; if absent, no calls are offered
 */
@ConfigurationProperties("parley.calls")
public record CallProperties(@Nullable String url) {

    private static final String ROOM = "{room}";
    private static final int MAX_LENGTH = 1_000;

    public CallProperties {
        url = url == null || url.isBlank() ? null : url.strip();
        Assert.isTrue(
                url == null || isTemplate(url),
                "parley.calls.url must begin with https:// or http:// and contain {room} after its host");
    }

    private static boolean isTemplate(String text) {
        try {
            URI uri = URI.create(text.replace(ROOM, "general"));
            URI bare = URI.create(text.replace(ROOM, ""));
            return text.contains(ROOM)
                    && text.length() <= MAX_LENGTH
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getHost().equals(bare.getHost())
                    && uri.getPort() == bare.getPort()
                    && uri.getRawUserInfo() == null
                    && text.chars().noneMatch(character -> "()<>".indexOf(character) >= 0);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
