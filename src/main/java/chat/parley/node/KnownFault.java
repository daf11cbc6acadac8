package chat.parley.node;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A published vulnerability of a library.
 *
 * @param artifact Maven coordinates without the version, {@code group:artifact}
 * @param fixedIn the first version without the vulnerability
 * @param advisory a CVE number or the release notes
 * @param fault what the vulnerability allows an attacker to do
 */
public record KnownFault(
        String artifact, @JsonProperty("fixed_in") String fixedIn, String advisory, String fault) {

    /** @param version null if the library is absent */
    boolean affects(@Nullable String version) {
        return version != null && new LibraryVersion(version).compareTo(new LibraryVersion(fixedIn)) < 0;
    }
}
