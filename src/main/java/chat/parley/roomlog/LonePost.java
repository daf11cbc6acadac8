package chat.parley.roomlog;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The fast path for a post that is alone in its batch, as most are while a server is not busy. The post is decided from
 * the room and the member in the write queue's cache, and stored on condition that the room and the epoch have not
 * changed since. Everything else, including a refusal, is left to an ordinary transaction.
 */
@Component
class LonePost {

    private final PostWriter writer;
    private final Access access;

    LonePost(PostWriter writer, Access access) {
        this.writer = writer;
        this.access = access;
    }

    /** @return the batch, decided and committed; empty if nothing has changed and a transaction must decide */
    Mono<WriteBatch> run(List<WriteBatch.Pending> pending, MemberCache members, Instant now) {
        return Mono.defer(() -> {
            WriteBatch batch = decided(pending, members, now);
            List<MessageRow> posted = batch.drafts().stream()
                    .flatMap(draft -> draft.messages().posted().stream())
                    .toList();
            return posted.isEmpty()
                    ? Mono.empty()
                    : writer.write(posted.get(0), batch.epoch())
                            .filter(Boolean::booleanValue)
                            .map(stored -> batch);
        });
    }

    private WriteBatch decided(List<WriteBatch.Pending> pending, MemberCache members, Instant now) {
        WriteBatch batch = new WriteBatch(pending, members, 1);
        WriteBatch.Pending first = pending.get(0);
        RoomRow room = members.room(first.room());
        if (pending.size() == 1 && room != null && first.write() instanceof MessageWrite.Post post && post.isPlain()) {
            batch.addLocked(room);
            batch.partition(Set.of());
            if (batch.isCached(room.id(), post.actor().id())) {
                batch.decide(access, now);
            }
        }
        return batch;
    }
}
