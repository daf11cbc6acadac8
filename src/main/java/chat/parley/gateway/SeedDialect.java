package chat.parley.gateway;

import chat.parley.hub.Dialect;
import java.util.Collection;
import java.util.List;

/** A wire form of the seeds. */
interface SeedDialect extends Dialect {

    /** What says who is in the room, if anything does. */
    List<byte[]> users(Collection<String> names);
}
