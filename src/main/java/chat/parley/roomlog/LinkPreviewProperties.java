package chat.parley.roomlog;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Previews of the pages to which messages link.
 *
 * @param enabled whether the server fetches pages to show them
 */
@ConfigurationProperties("parley.link-previews")
public record LinkPreviewProperties(@DefaultValue("true") boolean enabled) {}
