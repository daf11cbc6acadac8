package chat.parley.roomlog;

import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Stores the additional rows that some kinds of changes need. Runs in the transaction of the batch, after its messages
 * are stored; a batch without such changes executes no statement.
 */
interface DraftWriter {

    Mono<Void> write(List<RoomDraft> drafts, Instant now);
}
