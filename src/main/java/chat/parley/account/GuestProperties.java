package chat.parley.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * People who enter with a name only.
 *
 * @param enabled whether they are let in
 */
@ConfigurationProperties("parley.guests")
public record GuestProperties(@DefaultValue("false") boolean enabled) {}
