package chat.parley.room;

import java.util.Collection;
import java.util.Map;
import reactor.core.publisher.Mono;

/** How many people are in rooms at this moment; told by whoever knows of presence. */
public interface OnlineCounts {

    /** The number of accounts that are present in each room, in one query; rooms where nobody is may be missing. */
    Mono<Map<String, Integer>> of(Collection<String> rooms);
}
