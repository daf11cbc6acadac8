package chat.parley.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What holds until an administrator decides otherwise: {@code parley.registration}, {@code parley.guests.enabled}.
 *
 * @param registration who may make an account
 * @param guests people who enter with a name only
 */
@ConfigurationProperties("parley")
record InitialSettings(
        @DefaultValue("open") Registration registration,
        @DefaultValue Guests guests) {

    /** @param enabled whether they are let in */
    record Guests(@DefaultValue("false") boolean enabled) {}
}
