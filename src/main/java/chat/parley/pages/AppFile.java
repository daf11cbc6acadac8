package chat.parley.pages;

import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;

/**
 * A file that makes the chat an app of the device. Its name is known outside of the site, so it has no hash and is asked
 * for each time.
 *
 * @param policy its content security policy
 */
record AppFile(MediaType type, String policy, byte[] bytes) {

    static AppFile of(MediaType type, String policy, String text) {
        return new AppFile(type, policy, text.getBytes(StandardCharsets.UTF_8));
    }

    String etag() {
        return "\"" + Asset.hash(bytes) + "\"";
    }
}
