package chat.parley.roomlog;

import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Stores what few changes have beside their rows. Runs in the transaction of the batch, after its messages are stored; a
 * batch without such changes executes no statement.
 */
interface DraftWriter {

    Mono<Void> write(List<RoomDraft> drafts, Instant now);
}
