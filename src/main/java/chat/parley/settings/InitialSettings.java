package chat.parley.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings until an administrator changes them: {@code parley.registration}, {@code parley.guests.enabled}.
 *
 * @param registration who may create an account
 * @param guests access with a name and no password
 */
@ConfigurationProperties("parley")
record InitialSettings(
        @DefaultValue("open") Registration registration,
        @DefaultValue Guests guests) {

    /** @param enabled whether guests are admitted */
    record Guests(@DefaultValue("false") boolean enabled) {}
}
