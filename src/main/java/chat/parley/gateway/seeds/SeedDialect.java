package chat.parley.gateway.seeds;

import chat.parley.hub.Dialect;
import java.util.Collection;
import java.util.List;

/** A dialect of one of the seeds. */
public interface SeedDialect extends Dialect {

    /** Returns the frames that list the present users; empty if the dialect has none. */
    List<byte[]> users(Collection<String> names);
}
