package chat.parley.pages;

import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;

/**
 * A file that makes the chat an app of the device. Its name is known outside of the site, so it has no hash and is asked
 * for each time.
 *
 * @param policy its content security policy
 */
record AppFile(Asset asset, String policy) {

    static AppFile of(String name, MediaType type, String policy, String text) {
        return new AppFile(Asset.of(name, type, text.getBytes(StandardCharsets.UTF_8)), policy);
    }
}
