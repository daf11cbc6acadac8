package chat.parley.room;

import java.util.Collection;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Provides the number of people online in rooms; implemented by presence. */
public interface OnlineCounts {

    /** Returns the number of accounts that are present in each room, in one query. Empty rooms may be missing. */
    Mono<Map<String, Integer>> of(Collection<String> rooms);
}
