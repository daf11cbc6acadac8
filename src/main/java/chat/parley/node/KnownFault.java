package chat.parley.node;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A published security fault of a library.
 *
 * @param library its Maven group and artifact, {@code group:artifact}
 * @param fixedIn the first version without the fault
 * @param advisory where it is described: a CVE number, or the release notes
 * @param fault what it lets somebody do
 */
public record KnownFault(
        String library, @JsonProperty("fixed_in") String fixedIn, String advisory, String fault) {

    /** @param version null where the library is not there */
    boolean affects(@Nullable String version) {
        return version != null && new LibraryVersion(version).compareTo(new LibraryVersion(fixedIn)) < 0;
    }
}
