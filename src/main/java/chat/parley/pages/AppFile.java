package chat.parley.pages;

import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;

/**
 * A file of the installable web app. Its name is fixed, so it has no hash and is revalidated at each request.
 *
 * @param policy its content security policy
 */
record AppFile(Asset asset, String policy) {

    static AppFile of(String name, MediaType type, String policy, String text) {
        return new AppFile(Asset.of(name, type, text.getBytes(StandardCharsets.UTF_8)), policy);
    }
}
