package chat.parley.database.h2;

import chat.parley.database.DatabaseAddress;
import chat.parley.database.Epoch;
import java.security.SecureRandom;

/**
 * The lineage of the embedded database in the sense of {@link Epoch}: unchanged since the last close if that was clean
 * and the file has not been touched since, otherwise a new one. Must be determined before the file is opened.
 */
public record H2Epoch(String id, CleanShutdownMarker marker) {

    private static final String IN_MEMORY = "memory";

    public static H2Epoch of(DatabaseAddress address, SecureRandom random) {
        CleanShutdownMarker marker = CleanShutdownMarker.of(address);
        String previous = marker.isSupported() ? marker.takeEpoch() : IN_MEMORY;
        return new H2Epoch(previous == null ? Epoch.id(random) : previous, marker);
    }

    /** Records that the file was closed cleanly. */
    public void closed() {
        marker.write(id);
    }
}
